using System.Collections.Concurrent;
using Rote.Caching;

namespace Rote.Models.Tests.Embeddings;

/// <summary>A second level that outlives generators, and holds writes where the test says so.</summary>
internal sealed class MemoryLevel : ICacheLevel
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    public string Name => "memory";

    public Task WriteGate { get; set; } = Task.CompletedTask;

    public int Count => _values.Count;

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
        => ValueTask.FromResult<ReadOnlyMemory<byte>?>(_values.TryGetValue(key, out byte[]? value) ? value : null);

    public async ValueTask SetAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        byte[] copy = value.ToArray();
        await WriteGate.WaitAsync(cancellationToken);
        _values[key] = copy;
    }

    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        _values.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }
}
