namespace Rote.Caching;

/// <summary>What a bulk request loads with.</summary>
/// <param name="Region">The region behind its gate.</param>
/// <param name="State">Passed to the functions.</param>
/// <param name="KeyOf">The key of an item.</param>
/// <param name="Load">Asks the store.</param>
internal sealed record BulkSource<TKey, TItem, TValue, TState>(
    RegionCore<TKey, TValue> Region,
    TState State,
    Func<TState, TItem, TKey> KeyOf,
    Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyList<TValue>>> Load)
    where TKey : struct, IEquatable<TKey>;
