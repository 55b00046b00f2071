using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace Rote.Tests.Caching.Levels;

/// <summary>A distributed cache that takes and gives buffers, and counts who still comes with arrays.</summary>
internal sealed class RecordingBufferCache : IBufferDistributedCache
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new();
    private int _arrayCalls;

    public int ArrayCalls => _arrayCalls;

    public DistributedCacheEntryOptions? Options { get; private set; }

    public bool TryGet(string key, IBufferWriter<byte> destination) => throw new NotSupportedException("Synchronous.");

    public ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        if (!_values.TryGetValue(key, out byte[]? value))
        {
            return ValueTask.FromResult(false);
        }

        destination.Write(value);
        return ValueTask.FromResult(true);
    }

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options)
        => throw new NotSupportedException("Synchronous.");

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        _values[key] = value.ToArray();
        Options = options;
        return ValueTask.CompletedTask;
    }

    public byte[]? Get(string key) => throw new NotSupportedException("Synchronous.");

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        Interlocked.Increment(ref _arrayCalls);
        return Task.FromResult(_values.GetValueOrDefault(key));
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
        => throw new NotSupportedException("Synchronous.");

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Interlocked.Increment(ref _arrayCalls);
        _values[key] = value;
        return Task.CompletedTask;
    }

    public void Refresh(string key) => throw new NotSupportedException("Sliding.");

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException("Sliding.");

    public void Remove(string key) => throw new NotSupportedException("Synchronous.");

    public Task RemoveAsync(string key, CancellationToken token = default)
    {
        _values.TryRemove(key, out _);
        return Task.CompletedTask;
    }
}
