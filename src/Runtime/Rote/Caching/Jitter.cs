namespace Rote.Caching;

/// <summary>Seeded randomness for lifetimes: SplitMix64 (Steele, Lea and Flood 2014) over one atomic counter.</summary>
internal sealed class Jitter
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private long _state;

    public Jitter(int seed) => _state = seed;

    /// <summary>
    /// Shortens <paramref name="lifetime"/> by a random share of at most <paramref name="percent"/>; at least a tick is left.
    /// </summary>
    public TimeSpan Shorten(TimeSpan lifetime, int percent)
    {
        if (percent == 0)
        {
            return lifetime;
        }

        double cut = NextUnit() * percent / 100;
        long ticks = (long)(lifetime.Ticks * (1 - cut));
        return TimeSpan.FromTicks(Math.Clamp(ticks, 1, lifetime.Ticks));
    }

    private double NextUnit()
    {
        ulong z = (ulong)Interlocked.Add(ref _state, unchecked((long)Increment));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
