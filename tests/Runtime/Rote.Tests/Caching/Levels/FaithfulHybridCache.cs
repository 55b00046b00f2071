using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;

namespace Rote.Tests.Caching.Levels;

/// <summary>
/// Does what the usual implementation does, as far as a level can see it: two levels by flags, one read at a time for each key
/// and flags, limits of keys and payloads. The implementation's package is not available in every feed.
/// </summary>
internal sealed class FaithfulHybridCache : HybridCache
{
    private const int MaxKeyLength = 1_024;
    private const int MaxPayloadBytes = 1 << 20;

    private readonly ConcurrentDictionary<(string, HybridCacheEntryFlags), Lazy<Task<object?>>> _reads = new();

    public ConcurrentDictionary<string, object> Local { get; } = new();

    public ConcurrentDictionary<string, object> Distributed { get; } = new();

    /// <summary>Holds reads back, after they have seen the value.</summary>
    public Task ReadsGoOn { get; set; } = Task.CompletedTask;

    public override async ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        HybridCacheEntryFlags flags = options?.Flags ?? HybridCacheEntryFlags.None;
        Assert.True(flags.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData), "A level has no underlying data.");
        var read = _reads.GetOrAdd((key, flags), _ => new Lazy<Task<object?>>(() => ReadAsync(key, flags)));
        return (T)(await read.Value.WaitAsync(cancellationToken))!;
    }

    public override ValueTask SetAsync<T>(
        string key,
        T value,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        HybridCacheEntryFlags flags = options?.Flags ?? HybridCacheEntryFlags.None;
        if (key.Length > MaxKeyLength || value is byte[] { Length: > MaxPayloadBytes })
        {
            return ValueTask.CompletedTask;
        }

        if (!flags.HasFlag(HybridCacheEntryFlags.DisableLocalCacheWrite))
        {
            Local[key] = value!;
        }

        if (!flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheWrite))
        {
            Distributed[key] = value!;
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        Local.TryRemove(key, out _);
        Distributed.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("Levels have no tags.");

    private async Task<object?> ReadAsync(string key, HybridCacheEntryFlags flags)
    {
        object? value = null;
        if (!flags.HasFlag(HybridCacheEntryFlags.DisableLocalCacheRead))
        {
            Local.TryGetValue(key, out value);
        }

        if (value is null && !flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheRead))
        {
            Distributed.TryGetValue(key, out value);
        }

        await ReadsGoOn;
        _reads.TryRemove((key, flags), out _);
        return value;
    }
}
