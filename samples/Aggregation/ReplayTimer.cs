namespace AggregationSample;

/// <summary>A timer of <see cref="ReplayClock"/>.</summary>
internal sealed class ReplayTimer(ReplayClock clock, TimerCallback callback, object? state) : ITimer
{
    private long _periodTicks;
    private long _due = long.MaxValue;

    /// <summary>When it fires next, in ticks of the clock.</summary>
    public long Due => Interlocked.Read(ref _due);

    public void Fire()
    {
        Interlocked.Exchange(ref _due, _periodTicks > 0 ? Due + _periodTicks : long.MaxValue);
        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _periodTicks = period.Ticks;
        Interlocked.Exchange(
            ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks);
        return true;
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
