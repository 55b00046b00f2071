namespace Rote.Tests.Resilience;

/// <summary>A clock whose stamps the test sets, of any resolution, also to an earlier one. Its timer is fired by hand.</summary>
internal sealed class RawClock(long frequency) : TimeProvider
{
    private TimerCallback? _callback;
    private object? _state;

    public override long TimestampFrequency => frequency;

    /// <summary>What the clock shows.</summary>
    public long Now { get; set; } = 1_000_000_000_000;

    /// <summary>For when the timer was set last.</summary>
    public TimeSpan Due { get; private set; } = Timeout.InfiniteTimeSpan;

    public override long GetTimestamp() => Now;

    public void Fire() => _callback!(_state);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, _state) = (callback, state);
        return new HandTimer(this);
    }

    private sealed class HandTimer(RawClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Due = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
