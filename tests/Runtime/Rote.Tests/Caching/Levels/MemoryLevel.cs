using System.Collections.Concurrent;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

/// <summary>A level of one dictionary, which fails, hangs, loses and lies when told to. It never expires anything.</summary>
internal sealed class MemoryLevel : ICacheLevel
{
    private readonly TaskCompletionSource _never = new();
    private int _calls;
    private int _writes;

    public string Name { get; init; } = "memory";

    public ConcurrentDictionary<string, byte[]> Values { get; init; } = new(StringComparer.Ordinal);

    public bool Fails { get; set; }

    public bool FailsToRemove { get; set; }

    public bool FailsToSet { get; set; }

    /// <summary>As a level does to which a value is too long.</summary>
    public bool RefusesToSet { get; set; }

    public bool Hangs { get; set; }

    /// <summary>Holds sets back until it completes.</summary>
    public Task SetsGoOn { get; set; } = Task.CompletedTask;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Entries that were set, as told from generations by their keys.</summary>
    public int Writes => Volatile.Read(ref _writes);

    public List<int> MultiGets { get; } = [];

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        await BeginAsync(Fails);
        return Values.TryGetValue(key, out byte[]? value) ? value : (ReadOnlyMemory<byte>?)null;
    }

    public async ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await BeginAsync(Fails);
        lock (MultiGets)
        {
            MultiGets.Add(keys.Count);
        }

        return [.. keys.Select(key => Values.TryGetValue(key, out byte[]? value) ? value : (ReadOnlyMemory<byte>?)null)];
    }

    public async ValueTask SetAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        await BeginAsync(Fails || FailsToSet);
        ArgumentOutOfRangeException.ThrowIfEqual(RefusesToSet, true);
        await SetsGoOn;
        Values[key] = value.ToArray();
        if (key.StartsWith("rote:e:", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _writes);
        }
    }

    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        await BeginAsync(Fails || FailsToRemove);
        Values.TryRemove(key, out _);
    }

    private Task BeginAsync(bool fails)
    {
        Interlocked.Increment(ref _calls);
        if (fails)
        {
            throw new IOException("The level is told to fail.");
        }

        return Hangs ? _never.Task : Task.CompletedTask;
    }
}
