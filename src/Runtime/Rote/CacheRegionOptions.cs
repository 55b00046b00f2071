using Rote.Caching;

namespace Rote;

/// <summary>
/// What the application changes about one cache region; what is <see langword="null"/> stays as the attribute says.
/// </summary>
public sealed class CacheRegionOptions
{
    /// <summary>Entries at most.</summary>
    public int? MaxEntries { get; set; }

    /// <summary>
    /// Sum of weights at most, in the unit of the region's weights. Not with <see cref="CacheStore.MemoryCache"/>.
    /// </summary>
    public long? MaxWeight { get; set; }

    /// <summary>Lifetime of values.</summary>
    public TimeSpan? Lifetime { get; set; }

    /// <summary>Where the entries are kept in memory.</summary>
    public CacheStore? Store { get; set; }

    /// <summary>
    /// The second level of this region instead of <see cref="RoteOptions.SecondLevel"/>. Synchronous methods do not use it.
    /// </summary>
    public ICacheLevel? SecondLevel { get; set; }

    /// <summary>
    /// Lets the region grow and shrink with its hit ratio. Not with <see cref="CacheStore.MemoryCache"/>. Default: it does not.
    /// </summary>
    public CacheSelfSizing? SelfSizing { get; set; }
}
