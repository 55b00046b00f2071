using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>The system's monotonic milliseconds, and a coarse copy of them in memory that costs a hit one load.</summary>
/// <remarks>
/// Thread-safe. While it is asked for, one background thread of the process renews the copy every
/// <see cref="PeriodMilliseconds"/>,
/// so it is late by that and by what the system makes a ready thread wait. After a second the thread takes the copy away and
/// rests; the first hit that finds none wakes it. So a process at rest is not woken, and hits write nothing.
/// </remarks>
internal static class SystemTicks
{
    /// <summary>What stands in place of the copy while nobody keeps it: later than any deadline.</summary>
    private const long Unknown = long.MaxValue;

    private const int PeriodMilliseconds = 5;
    private const int PeriodsAwake = 200;

    private static readonly AutoResetEvent Wake = new(initialState: false);
    private static long s_coarse = Unknown;
    private static int s_started;
    private static int s_awake;

    /// <summary>The milliseconds now. Keeps the coarse copy alive for a second.</summary>
    public static long Now
    {
        get
        {
            if (Volatile.Read(ref s_coarse) == Unknown && Interlocked.Exchange(ref s_awake, 1) == 0)
            {
                Rouse();
            }

            return Exact;
        }
    }

    /// <summary>The copy, or <see cref="long.MaxValue"/>.</summary>
    public static long Coarse
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref s_coarse);
    }

#pragma warning disable RS0030 // The system's clock read through its cheapest monotonic counter.
    private static long Exact => Environment.TickCount64;
#pragma warning restore RS0030

    private static void Rouse()
    {
        if (Interlocked.Exchange(ref s_started, 1) == 0)
        {
            var thread = new Thread(Keep) { IsBackground = true, Name = "Rote clock" };
            thread.UnsafeStart();
        }

        Wake.Set();
    }

    private static void Keep()
    {
        while (true)
        {
            Wake.WaitOne();
            for (int period = 0; period < PeriodsAwake; period++)
            {
                Volatile.Write(ref s_coarse, Exact);
                Wake.WaitOne(PeriodMilliseconds);
            }

            Volatile.Write(ref s_coarse, Unknown);
            Volatile.Write(ref s_awake, 0);
        }
    }
}
