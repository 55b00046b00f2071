namespace Rote.Caching;

/// <summary>What a region asks about its keys and values. Every function is optional, fast, and must not throw.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public sealed record CacheFunctions<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>The tags of a key's entry; must depend on the key alone.</summary>
    public Func<TKey, CacheTag[]>? Tags { get; init; }

    /// <summary>Lifetime of a value; <see langword="null"/>: as the policy says; zero or less: not kept.</summary>
    public Func<TValue, TimeSpan?>? Lifetime { get; init; }

    /// <summary>Weight of a value, positive, in the unit of <see cref="CachePolicy.MaxWeight"/>.</summary>
    public Func<TValue, long>? Weight { get; init; }

    /// <summary>Writes the parts of a key as text, for a second level.</summary>
    public CacheKeyText<TKey>? KeyText { get; init; }
}
