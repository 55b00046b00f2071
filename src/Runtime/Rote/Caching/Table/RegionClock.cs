using System.Runtime.CompilerServices;

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

    /// <summary>Whether <see cref="SystemTicks"/> tells its time.</summary>
    public bool IsSystem => _time is null;

    /// <summary>The time now.</summary>
    public long Now => _time is null ? SystemTicks.Now : Elapsed(_time);

    /// <summary>
    /// For hits: the time a moment ago, from memory; or far in the future, when nobody has kept the time. Then <see cref="Now"/>
    /// has to be asked.
    /// </summary>
    public long Coarse
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _time is null ? SystemTicks.Coarse : Elapsed(_time);
    }

    /// <summary>A lifetime in milliseconds, rounded up: one at least, unless it is zero.</summary>
    public static long ToMilliseconds(TimeSpan time)
        => (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Elapsed(TimeProvider time) => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMillisecond;
}
