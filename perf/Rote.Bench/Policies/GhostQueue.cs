namespace Rote.Bench.Policies;

/// <summary>The keys that were evicted last, and from which queue; bounded, first in, first out.</summary>
/// <param name="capacity">Keys at most.</param>
/// <param name="keys">Count of keys there are.</param>
internal sealed class GhostQueue(int capacity, int keys)
{
    private readonly KeyList _ghosts = new(keys);
    private readonly bool[] _wasMain = new bool[keys];

    /// <summary>Ghosts of the small queue.</summary>
    public int OfSmall => _ghosts.Count - OfMain;

    /// <summary>Ghosts of the main queue.</summary>
    public int OfMain { get; private set; }

    public void Add(int key, bool wasMain)
    {
        _wasMain[key] = wasMain;
        _ghosts.Add(key);
        OfMain += wasMain ? 1 : 0;
        if (_ghosts.Count > capacity)
        {
            TryRemove(_ghosts.Oldest, out _);
        }
    }

    public bool TryRemove(int key, out bool wasMain)
    {
        wasMain = _wasMain[key];
        if (!_ghosts.Contains(key))
        {
            return false;
        }

        _ghosts.Remove(key);
        OfMain -= wasMain ? 1 : 0;
        return true;
    }
}
