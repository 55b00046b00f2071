using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;

namespace Rote.Tests.Caching.Levels;

/// <summary>A client that fails and still has in its queue what it was given, as one does whose time limit is over.</summary>
internal sealed class KeepingCache : IBufferDistributedCache
{
    public bool Fails { get; set; }

    /// <summary>What the last failed call was given to read.</summary>
    public ReadOnlySequence<byte> Read { get; private set; }

    /// <summary>What the last failed call was given to write to.</summary>
    public Memory<byte> Written { get; private set; }

    public ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        if (!Fails)
        {
            return ValueTask.FromResult(false);
        }

        Written = destination.GetMemory(100);
        throw new TimeoutException("The client gives up.");
    }

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        if (Fails)
        {
            Read = value;
            throw new TimeoutException("The client gives up.");
        }

        return ValueTask.CompletedTask;
    }

    public bool TryGet(string key, IBufferWriter<byte> destination) => throw new NotSupportedException("Synchronous.");

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options)
        => throw new NotSupportedException("Synchronous.");

    public byte[]? Get(string key) => throw new NotSupportedException("Synchronous.");

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => throw new NotSupportedException("An array.");

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
        => throw new NotSupportedException("Synchronous.");

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        => throw new NotSupportedException("An array.");

    public void Refresh(string key) => throw new NotSupportedException("Sliding.");

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException("Sliding.");

    public void Remove(string key) => throw new NotSupportedException("Synchronous.");

    public Task RemoveAsync(string key, CancellationToken token = default) => Task.CompletedTask;
}
