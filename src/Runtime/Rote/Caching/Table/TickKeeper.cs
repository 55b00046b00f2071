namespace Rote.Caching;

/// <summary>Keeps a copy of the time for as long as it is asked for, and takes it away when it rests.</summary>
/// <param name="exact">The time now, in milliseconds.</param>
/// <param name="publish">Where the copy goes.</param>
/// <param name="pause">Waits for about so many milliseconds.</param>
/// <param name="wake">Lets <see cref="StayAwake"/> run, on a thread of its own.</param>
/// <remarks>Thread-safe, but for <see cref="StayAwake"/>, which runs once at a time.</remarks>
internal sealed class TickKeeper(Func<long> exact, Action<long> publish, Action<int> pause, Action wake)
{
    /// <summary>What stands in place of the copy while nobody keeps it: later than any deadline.</summary>
    public const long Unknown = long.MaxValue;

    public const int PeriodMilliseconds = 5;
    public const int PeriodsAwake = 200;

    private int _awake;

    /// <summary>Called by whoever finds no copy; the first one wakes the keeper.</summary>
    public void Rouse()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0)
        {
            wake();
        }
    }

    /// <summary>Keeps the copy for <see cref="PeriodsAwake"/> periods, and takes it away.</summary>
    public void StayAwake()
    {
        for (int period = 0; period < PeriodsAwake; period++)
        {
            publish(exact());
            pause(PeriodMilliseconds);
        }

        // In this order: whoever finds the copy gone too early to wake the keeper leaves that to the next one.
        publish(Unknown);
        Volatile.Write(ref _awake, 0);
    }
}
