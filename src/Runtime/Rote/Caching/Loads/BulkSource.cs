namespace Rote.Caching;

/// <summary>What a bulk request loads with.</summary>
/// <param name="Owner">The region; held for as long as something is counted for it.</param>
/// <param name="State">Passed to the functions.</param>
/// <param name="KeyOf">The key of an item.</param>
/// <param name="Load">Asks the store.</param>
internal sealed record BulkSource<TKey, TItem, TValue, TState>(
    CacheRegion<TKey, TValue> Owner,
    TState State,
    Func<TState, TItem, TKey> KeyOf,
    Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyList<TValue>>> Load)
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>What is behind the region's gate.</summary>
    public RegionCore<TKey, TValue> Region => Owner.Core;
}
