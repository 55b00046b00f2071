namespace Rote.Caching;

/// <summary>Writes the parts of a key, in their order: equal keys give equal texts, different keys different ones.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <param name="key">The key.</param>
/// <param name="writer">Where its parts go.</param>
public delegate void CacheKeyText<TKey>(in TKey key, ref CacheKeyWriter writer)
    where TKey : struct;
