namespace Rote.Caching;

/// <summary>Moves the bound of a region with its hit ratio. Guarded by the region's gate.</summary>
internal sealed class SelfSizer
{
    private const double Growth = 1.5;
    private const double Shrinkage = 0.8;

    private readonly CacheSelfSizing _settings;
    private readonly long _interval;
    private long _next;
    private long _hits;
    private long _misses;

    public SelfSizer(CacheSelfSizing settings, long now)
    {
        _settings = settings;
        _interval = RegionClock.ToMilliseconds(CachePolicy.Cut(settings.Interval));
        _next = now + _interval;
    }

    /// <summary>Decides once in an interval. Says whether it has.</summary>
    public bool Decide<TKey, TValue>(EntryTable<TKey, TValue> table, CacheCounters counters, long now)
        where TKey : struct, IEquatable<TKey>
    {
        if (now < _next)
        {
            return false;
        }

        long hits = counters.Hits - _hits;
        long misses = counters.Misses - _misses;
        if (hits + misses < _settings.MinRequests)
        {
            return false;
        }

        _next = now + _interval;
        _hits += hits;
        _misses += misses;
        table.Capacity = Next(table.Capacity, (double)hits / (hits + misses));
        return true;
    }

    private long Next(long capacity, double ratio)
    {
        double next = capacity;
        if (ratio < _settings.GrowBelow)
        {
            next = Math.Max(capacity + 1, capacity * Growth);
        }
        else if (ratio > _settings.ShrinkAbove)
        {
            next = capacity * Shrinkage;
        }

        return (long)Math.Clamp(next, _settings.Minimum, _settings.Maximum);
    }
}
