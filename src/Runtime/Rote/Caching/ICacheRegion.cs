namespace Rote.Caching;

/// <summary>A cache region whose types do not matter: to look at, to size and to empty.</summary>
/// <remarks>Thread-safe.</remarks>
public interface ICacheRegion
{
    /// <summary>Name in metrics and invalidation.</summary>
    string Name { get; }

    /// <summary>What it has done and what it holds. Takes time linear in the number of threads that have hit it.</summary>
    CacheStatistics Statistics { get; }

    /// <summary>
    /// Sets the entries, or the sum of weights of a weighed region, that it holds at most. What is too much goes at once.
    /// </summary>
    /// <param name="capacity">The bound; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is not positive.</exception>
    /// <exception cref="NotSupportedException">
    /// The region's entries are in the application's cache, which has its own bound.
    /// </exception>
    void Resize(long capacity);

    /// <summary>Drops every key, also of loads in flight. Constant time.</summary>
    void InvalidateAll();
}
