using System.Collections.Concurrent;
using Rote.Caching;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>A second level in memory.</summary>
internal sealed class DictionaryLevel : ICacheLevel
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    public string Name => "dictionary";

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
        => new(_values.TryGetValue(key, out byte[]? value) ? value : (ReadOnlyMemory<byte>?)null);

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        _values[key] = value.ToArray();
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        _values.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }
}
