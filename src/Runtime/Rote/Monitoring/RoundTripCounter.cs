using System.Collections.Concurrent;

namespace Rote.Monitoring;

/// <summary>Counts round trips by operation, of which there are as many as the decorated interfaces have methods.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RoundTripCounter
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>All of them.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A copy of the counts, by operation.</summary>
    public Dictionary<string, int> ByOperation => new(_calls, StringComparer.Ordinal);

    public void Add(string operation)
    {
        _calls.AddOrUpdate(operation, 1, static (_, calls) => calls + 1);
        Interlocked.Increment(ref _count);
    }
}
