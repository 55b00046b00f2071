using System.Runtime.InteropServices;

namespace Rote.Monitoring;

/// <summary>Counts round trips by operation, of which there are as many as the decorated interfaces have methods.</summary>
/// <remarks>Thread-safe; one lock, under which no other is taken.</remarks>
internal sealed class RoundTripCounter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _count;
    private volatile bool _isClosed;

    /// <summary>Whether it counts no more.</summary>
    public bool IsClosed => _isClosed;

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

    /// <summary>Counts one, unless it is closed.</summary>
    public void Add(string operation)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(_calls, operation, out _)++;
            _count++;
        }
    }

    /// <summary>Counts no more, whatever flow still carries it.</summary>
    /// <returns>Whether this call has closed it: one does.</returns>
    public bool TryClose()
    {
        lock (_gate)
        {
            bool wasClosed = _isClosed;
            _isClosed = true;
            return !wasClosed;
        }
    }
}
