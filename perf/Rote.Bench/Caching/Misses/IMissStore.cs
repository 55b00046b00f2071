namespace Rote.Bench.Caching.Misses;

/// <summary>A store that is always asked for something new.</summary>
public interface IMissStore
{
    /// <summary>Reads a note. The region is small, so that each miss evicts.</summary>
    [Cached(Hours = 1, MaxEntries = 10_000)]
    ValueTask<string?> GetAsync([Scope] string userId, long id, CancellationToken cancellationToken = default);
}
