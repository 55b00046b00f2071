using System.Runtime.InteropServices;

namespace Rote.Monitoring;

/// <summary>Counts round trips by operation, of which there are as many as the decorated interfaces have methods.</summary>
/// <remarks>Thread-safe; one lock, under which no other is taken.</remarks>
internal sealed class RoundTripCounter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>All of them.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>A copy of the counts, by operation.</summary>
    public Dictionary<string, int> CopyCalls()
    {
        lock (_gate)
        {
            return new Dictionary<string, int>(_calls, StringComparer.Ordinal);
        }
    }

    public void Add(string operation)
    {
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_calls, operation, out _)++;
            _count++;
        }
    }
}
