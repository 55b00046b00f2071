namespace Rote;

/// <summary>Where a cache region keeps its entries in memory.</summary>
public enum CacheStore
{
    /// <summary>
    /// The region's own table: typed keys, bounded by count or weight, evicting what is least useful. The default, and the
    /// faster one.
    /// </summary>
    Table,

    /// <summary>
    /// The application's <see cref="Microsoft.Extensions.Caching.Memory.IMemoryCache"/>
    /// (<see cref="RoteOptions.MemoryCache"/>), whose limits and eviction then hold for the region's entries too.
    /// </summary>
    MemoryCache,
}
