namespace Rote.Caching;

/// <summary>What a cache region has done since it was made, and what it holds now.</summary>
/// <param name="Hits">Look-ups answered by a kept value.</param>
/// <param name="Misses">Look-ups that had to wait for a load, their own or one in flight.</param>
/// <param name="Loads">Loads that brought a value or failed; a bulk load counts once for each key.</param>
/// <param name="FailedLoads">Loads that failed.</param>
/// <param name="StaleHits">Failed loads whose callers got the value of an expired entry.</param>
/// <param name="Renewals">Loads in the background that renewed an entry before its lifetime ended.</param>
/// <param name="Evictions">Entries that had to make room. With <see cref="CacheStore.MemoryCache"/>: not counted, 0.</param>
/// <param name="Expirations">Entries dropped after their lifetime, or after one of their tags was invalidated.</param>
/// <param name="Entries">Entries now. With <see cref="CacheStore.MemoryCache"/>: not known, 0.</param>
/// <param name="Weight">Sum of their weights; the count where nothing is weighed.</param>
/// <param name="Capacity">What <paramref name="Weight"/> stays within.</param>
/// <param name="MeanEntryAge">Mean time since the entries were loaded; zero when there are none.</param>
public readonly record struct CacheStatistics(
    long Hits,
    long Misses,
    long Loads,
    long FailedLoads,
    long StaleHits,
    long Renewals,
    long Evictions,
    long Expirations,
    int Entries,
    long Weight,
    long Capacity,
    TimeSpan MeanEntryAge)
{
    /// <summary>Keys that a load found in the second level.</summary>
    public long SecondLevelHits { get; init; }

    /// <summary>Keys that a load did not find there, or did not look for because the level rests or lags behind.</summary>
    public long SecondLevelMisses { get; init; }

    /// <summary>Calls of the second level that threw or took too long, and stored bytes that were damaged.</summary>
    public long SecondLevelFailures { get; init; }

    /// <summary>Share of the look-ups that were hits, 0 to 1; 0 when there were none.</summary>
    public double HitRatio => Hits + Misses == 0 ? 0 : (double)Hits / (Hits + Misses);
}
