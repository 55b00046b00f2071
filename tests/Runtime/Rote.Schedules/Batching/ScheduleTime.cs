using Rote.Testing;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Batching;

/// <summary>
/// A clock turned by hand whose timers fire on the schedule's workers, late, and also after they were disposed.
/// </summary>
internal sealed class ScheduleTime : TimeProvider
{
    private readonly ManualTimeProvider _clock = new();

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public int ArmedTimers => _clock.ArmedTimers;

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => _clock.CreateTimer(_ => Interleaver.Post(() => callback(state)), null, dueTime, period);
}
