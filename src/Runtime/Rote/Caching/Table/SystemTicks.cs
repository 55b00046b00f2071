using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>The system's monotonic milliseconds, and a coarse copy of them in memory that costs a hit one load.</summary>
/// <remarks>
/// Thread-safe. While it is asked for, one background thread of the process renews the copy every
/// <see cref="TickKeeper.PeriodMilliseconds"/>, so it is late by that and by what the system makes a ready thread wait. After a
/// second the thread takes the copy away and rests; the first hit that finds none wakes it. So a process at rest is not woken,
/// and hits write nothing.
/// </remarks>
internal static class SystemTicks
{
    private static readonly AutoResetEvent Wake = new(initialState: false);
    private static readonly TickKeeper Keeper = new(
        static () => Exact,
        Publish,
        static milliseconds => Wake.WaitOne(milliseconds),
        Rouse);

    private static long s_coarse = TickKeeper.Unknown;
    private static uint s_units = CoarseTime.End;
    private static int s_started;

    /// <summary>The milliseconds now. Keeps the coarse copy alive for a second.</summary>
    public static long Now
    {
        get
        {
            if (Volatile.Read(ref s_coarse) == TickKeeper.Unknown)
            {
                Keeper.Rouse();
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

    /// <summary>The copy in units of <see cref="CoarseTime"/>, or <see cref="CoarseTime.End"/>.</summary>
    public static uint CoarseUnits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref s_units);
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

    private static void Publish(long ticks)
    {
        Volatile.Write(ref s_coarse, ticks);
        Volatile.Write(ref s_units, CoarseTime.Of(ticks));
    }

    private static void Keep()
    {
        while (true)
        {
            Wake.WaitOne();
            Keeper.StayAwake();
        }
    }
}
