namespace Rote.Caching;

/// <summary>
/// The key object in the underlying cache: a region and a typed key, so that regions and decorators which share a cache never
/// meet. Look-ups use one mutable instance of each thread, the probe; stored instances never change.
/// </summary>
internal sealed class CacheKey<TKey> : IEquatable<CacheKey<TKey>>
    where TKey : struct, IEquatable<TKey>
{
    [ThreadStatic]
    private static CacheKey<TKey>? probe;

    private RegionIdentity? _region;
    private TKey _key;

    public CacheKey(RegionIdentity region, in TKey key)
    {
        _region = region;
        _key = key;
    }

    /// <summary>
    /// Takes the thread's probe. A key whose equality looks something up itself finds it in use, and gets another one.
    /// </summary>
    public static CacheKey<TKey> Rent(RegionIdentity region, in TKey key)
    {
        CacheKey<TKey>? rented = probe;
        if (rented is null || rented._region is not null)
        {
            // The new one stays: should the key have thrown, the old one never comes back.
            return probe = new CacheKey<TKey>(region, in key);
        }

        rented._region = region;
        rented._key = key;
        return rented;
    }

    /// <summary>Gives a probe back, emptied: an idle thread keeps no key alive.</summary>
    public void Return()
    {
        _key = default;
        _region = null;
    }

    public bool Equals(CacheKey<TKey>? other)
        => other is not null && ReferenceEquals(_region, other._region) && _key.Equals(other._key);

    public override bool Equals(object? obj) => obj is CacheKey<TKey> other && Equals(other);

    public override int GetHashCode() => _key.GetHashCode() ^ _region!.Salt;
}
