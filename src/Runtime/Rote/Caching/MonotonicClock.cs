using Microsoft.Extensions.Internal;

namespace Rote.Caching;

/// <summary>
/// A clock that only moves forward: where it started, plus the time that went by. A change of the machine's clock neither
/// drops entries nor makes them immortal (dotnet/runtime#15207).
/// </summary>
internal sealed class MonotonicClock : ISystemClock
{
    private readonly TimeProvider? _time;
    private readonly long _startTicks;
    private readonly long _startStamp;

    public MonotonicClock(TimeProvider time)
    {
        _startTicks = time.GetUtcNow().UtcTicks;
        if (ReferenceEquals(time, TimeProvider.System))
        {
            _startStamp = Ticks();
        }
        else
        {
            _time = time;
            _startStamp = time.GetTimestamp();
        }
    }

    public DateTimeOffset UtcNow
    {
        get
        {
            long elapsed = _time is null
                ? (Ticks() - _startStamp) * TimeSpan.TicksPerMillisecond
                : _time.GetElapsedTime(_startStamp).Ticks;

            // From a DateTime, not by addition of offsets, which checks and divides: this is on the hit path.
            return new DateTimeOffset(new DateTime(_startTicks + elapsed, DateTimeKind.Utc));
        }
    }

#pragma warning disable RS0030 // The system's clock read through its cheapest monotonic counter: every hit pays for this.
    private static long Ticks() => Environment.TickCount64;
#pragma warning restore RS0030
}
