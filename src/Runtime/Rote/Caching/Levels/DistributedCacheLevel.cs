using Microsoft.Extensions.Caching.Distributed;

namespace Rote.Caching;

/// <summary>An <see cref="IDistributedCache"/> as a second level; with pooled buffers where it is an
/// <see cref="IBufferDistributedCache"/>.</summary>
/// <remarks>
/// Thread-safe. The cache belongs to the application and is not disposed of. Entries expire at their time, whatever hits they
/// get. Keys have at most 400 UTF-16 units, none of them white space or control characters.
/// </remarks>
public sealed class DistributedCacheLevel : ICacheLevel
{
    private readonly IDistributedCache _cache;
    private readonly IBufferDistributedCache? _buffered;

    /// <summary>Makes one.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="name">Name in metrics and logs.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public DistributedCacheLevel(IDistributedCache cache, string name = "distributed")
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _cache = cache;
        _buffered = cache as IBufferDistributedCache;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _buffered is null ? GetArrayAsync(key, cancellationToken) : GetBufferAsync(_buffered, key, cancellationToken);
    }

    /// <summary>Reads several values, 32 at once.</summary>
    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return LevelReads.GetManyAsync(this, keys, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var options = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime };
        return _buffered is null
            ? new ValueTask(_cache.SetAsync(key, value.ToArray(), options, cancellationToken))
            : _buffered.SetAsync(key, new System.Buffers.ReadOnlySequence<byte>(value), options, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new ValueTask(_cache.RemoveAsync(key, cancellationToken));
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> GetBufferAsync(
        IBufferDistributedCache cache, string key, CancellationToken cancellationToken)
    {
        // Not disposed of where the call fails: a client that gave up may still write to it.
        var buffer = new PooledBufferWriter();
        bool found = await cache.TryGetAsync(key, buffer, cancellationToken).ConfigureAwait(false);

        // A copy of exactly its size: who reads it keeps no buffer of the pool.
        ReadOnlyMemory<byte>? value = found ? buffer.WrittenSpan.ToArray() : (ReadOnlyMemory<byte>?)null;
        buffer.Dispose();
        return value;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> GetArrayAsync(string key, CancellationToken cancellationToken)
    {
        byte[]? value = await _cache.GetAsync(key, cancellationToken).ConfigureAwait(false);

        // The type spelled out: as an array, null would be converted to an empty value.
        return value is null ? (ReadOnlyMemory<byte>?)null : value;
    }
}
