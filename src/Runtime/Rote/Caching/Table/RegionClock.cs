namespace Rote.Caching;

/// <summary>
/// The milliseconds that a region counts in. They only move forward: a change of the machine's clock neither drops entries nor
/// makes them immortal (dotnet/runtime#15207).
/// </summary>
internal sealed class RegionClock
{
    private readonly TimeProvider? _time;
    private readonly long _start;

    public RegionClock(TimeProvider time)
    {
        Provider = time;
        if (!ReferenceEquals(time, TimeProvider.System))
        {
            _time = time;
            _start = time.GetTimestamp();
        }
    }

    public TimeProvider Provider { get; }

#pragma warning disable RS0030 // The system's clock read through its cheapest monotonic counter: every hit pays for this.
    public long Now => _time is null ? Environment.TickCount64 : Elapsed(_time);
#pragma warning restore RS0030

    /// <summary>A lifetime in milliseconds, rounded up: one at least.</summary>
    public static long ToMilliseconds(TimeSpan time)
        => (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;

    private long Elapsed(TimeProvider time) => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMillisecond;
}
