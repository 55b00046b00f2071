using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rote.Bench.Batching;

/// <summary>
/// A connection whose round trips take 200 µs: a thread that sleeps until the next answer is due, and then sends it.
/// </summary>
/// <remarks>Timers of the runtime tick in milliseconds; the kernel's sleep is 50 µs to 100 µs late at most.</remarks>
internal static class Wire
{
    private const long NanosecondsOfATrip = 200_000;
    private const int Monotonic = 1;
    private const int AbsoluteTime = 1;
    private const long NanosecondsOfASecond = 1_000_000_000;
    private const int Interrupted = 4;

    private static readonly BlockingCollection<Trip> Trips = Start();

    public static Task RoundTripAsync()
    {
        var trip = new Trip(Now() + NanosecondsOfATrip);
        Trips.Add(trip);
        return trip.Answer.Task;
    }

    private static BlockingCollection<Trip> Start()
    {
        // All take the same time: they come back in the order in which they left.
        var trips = new BlockingCollection<Trip>(new ConcurrentQueue<Trip>());
        new Thread(() => Carry(trips)) { IsBackground = true, Name = "wire" }.Start();
        return trips;
    }

    private static void Carry(BlockingCollection<Trip> trips)
    {
        foreach (var trip in trips.GetConsumingEnumerable())
        {
            SleepUntil(trip.Due);
            trip.Answer.SetResult();
        }
    }

    private static long Now()
    {
        _ = clock_gettime(Monotonic, out var now);
        return (now.Seconds * NanosecondsOfASecond) + now.Nanoseconds;
    }

    private static void SleepUntil(long due)
    {
        var until = new TimeSpec { Seconds = due / NanosecondsOfASecond, Nanoseconds = due % NanosecondsOfASecond };
        int error;
        do
        {
            error = clock_nanosleep(Monotonic, AbsoluteTime, in until, IntPtr.Zero);
        }
        while (error == Interrupted);

        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out TimeSpec time);

    [DllImport("libc")]
    private static extern int clock_nanosleep(int clock, int flags, in TimeSpec until, IntPtr left);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    private sealed record Trip(long Due)
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
