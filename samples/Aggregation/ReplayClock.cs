namespace AggregationSample;

/// <summary>A clock that stands where the replay of the day stands. Its timers fire inside <see cref="MoveTo"/>.</summary>
/// <remarks>
/// A day of eight hours ends in a moment, and in the same way in every run. The package Microsoft.Extensions.TimeProvider.Testing
/// has such a clock ready made. One thread moves it.
/// </remarks>
internal sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ReplayTimer> _timers = [];
    private long _ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Lets time go by. It does not go back.</summary>
    public void MoveTo(DateTimeOffset now)
    {
        while (NextDue(now.UtcTicks) is { } timer)
        {
            Interlocked.Exchange(ref _ticks, timer.Due);
            timer.Fire();
        }

        Interlocked.Exchange(ref _ticks, Math.Max(now.UtcTicks, GetTimestamp()));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ReplayTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Remove(ReplayTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private ReplayTimer? NextDue(long until)
    {
        lock (_gate)
        {
            return _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
        }
    }
}
