using Microsoft.Extensions.Caching.Hybrid;

namespace Rote.Caching;

/// <summary>A <see cref="HybridCache"/> that the application owns, as a second level.</summary>
/// <remarks>
/// <para>
/// Thread-safe. Only its distributed cache is used: its memory in another process would not see this process's removals, and
/// Rote has a memory of its own. Its tags and its loads are not used. An entry expires at its time.
/// </para>
/// <para>
/// The usual implementation refuses keys above 1,024 UTF-16 units, which do not come up, and by default values above 1 MiB:
/// those are not kept, without an error. Raise <c>HybridCacheOptions.MaximumPayloadBytes</c> for larger ones. A read may join
/// an earlier one of the same key that is under way; what another process removes meanwhile is seen when that one has ended.
/// </para>
/// </remarks>
public sealed class HybridCacheLevel : ICacheLevel
{
    private readonly HybridCache _cache;
    private readonly HybridCacheEntryFlags _flags;
    private readonly HybridCacheEntryOptions _readOptions;

    /// <summary>Makes one.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="name">Name in metrics and logs.</param>
    /// <param name="usesItsMemory">
    /// Uses the memory of <paramref name="cache"/> too. For a cache without a distributed one behind it, which keeps nothing
    /// otherwise; with one, processes would read what another has invalidated. Default: no.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public HybridCacheLevel(HybridCache cache, string name = "hybrid", bool usesItsMemory = false)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _cache = cache;
        Name = name;
        _flags = usesItsMemory ? HybridCacheEntryFlags.None : HybridCacheEntryFlags.DisableLocalCache;
        _readOptions = new HybridCacheEntryOptions { Flags = _flags | HybridCacheEntryFlags.DisableUnderlyingData };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        byte[]? value = await _cache
            .GetOrCreateAsync(key, static _ => ValueTask.FromResult<byte[]?>(null), _readOptions, tags: null, cancellationToken)
            .ConfigureAwait(false);

        // No envelope is empty; and a value of another type under the key comes as nothing.
        return value is null or { Length: 0 } ? (ReadOnlyMemory<byte>?)null : value;
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var options = new HybridCacheEntryOptions { Expiration = lifetime, LocalCacheExpiration = lifetime, Flags = _flags };
        return _cache.SetAsync(key, value.ToArray(), options, tags: null, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        await _cache.RemoveAsync(key, cancellationToken).ConfigureAwait(false);

        // A read under way may be joined by later ones, which must not see the value. So this joins it, and waits for its end.
        await GetAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
