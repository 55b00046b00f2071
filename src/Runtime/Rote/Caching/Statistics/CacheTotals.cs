namespace Rote.Caching;

/// <summary>Sums over the regions of one name.</summary>
internal readonly record struct CacheTotals(long Hits, long Misses, long Evictions, long Entries, long Weight)
{
    /// <summary>One more region. <paramref name="region"/>: <see langword="null"/> where it is gone and holds nothing.</summary>
    public CacheTotals Plus(CacheCounters counters, ICacheRegion? region)
    {
        CacheStatistics now = region?.Statistics ?? default;
        return new CacheTotals(
            Hits + counters.Hits,
            Misses + counters.Misses,
            Evictions + counters.Evictions,
            Entries + now.Entries,
            Weight + now.Weight);
    }
}
