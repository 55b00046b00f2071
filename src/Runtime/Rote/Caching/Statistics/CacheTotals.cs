namespace Rote.Caching;

/// <summary>Sums over the regions of one name.</summary>
internal readonly record struct CacheTotals
{
    public long Hits { get; private init; }

    public long Misses { get; private init; }

    public long SucceededLoads { get; private init; }

    public long FailedLoads { get; private init; }

    public long StaleHits { get; private init; }

    public long Renewals { get; private init; }

    public long Evictions { get; private init; }

    public long Expirations { get; private init; }

    public long Entries { get; private init; }

    public long Weight { get; private init; }

    /// <summary>Whether one of the regions has a second level.</summary>
    public bool HasLevel { get; private init; }

    public long LevelHits { get; private init; }

    public long LevelMisses { get; private init; }

    public long LevelFailures { get; private init; }

    /// <summary>One more region. <paramref name="region"/>: <see langword="null"/> where it is gone and holds nothing.</summary>
    public CacheTotals Plus(CacheCounters counters, ICacheRegion? region)
    {
        CacheStatistics now = region?.Statistics ?? default;
        LevelCounters level = counters.Level?.Snapshot(pendingRemovals: 0) ?? default;
        return new CacheTotals
        {
            Hits = Hits + counters.Hits,
            Misses = Misses + counters.Misses,
            SucceededLoads = SucceededLoads + counters.SucceededLoads,
            FailedLoads = FailedLoads + counters.FailedLoads,
            StaleHits = StaleHits + counters.StaleHits,
            Renewals = Renewals + counters.Renewals,
            Evictions = Evictions + counters.Evictions,
            Expirations = Expirations + counters.Expirations,
            Entries = Entries + now.Entries,
            Weight = Weight + now.Weight,
            HasLevel = HasLevel || counters.Level is not null,
            LevelHits = LevelHits + level.Hits,
            LevelMisses = LevelMisses + level.AllMisses,
            LevelFailures = LevelFailures + level.AllFailures,
        };
    }
}
