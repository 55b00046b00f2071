namespace Rote.Bench.Policies;

/// <summary>A doubly linked list of numbered keys, each at most once; all operations take constant time.</summary>
internal sealed class KeyList
{
    /// <summary>No key.</summary>
    public const int None = -1;

    private const int Outside = -2;

    private readonly int[] _newer;
    private readonly int[] _older;

    /// <summary>Makes an empty list.</summary>
    /// <param name="keys">Count of keys there are.</param>
    public KeyList(int keys)
    {
        _newer = new int[keys];
        _older = new int[keys];
        Array.Fill(_newer, Outside);
    }

    public int Count { get; private set; }

    public int Newest { get; private set; } = None;

    public int Oldest { get; private set; } = None;

    public bool Contains(int key) => _newer[key] != Outside;

    /// <summary>The neighbour towards the newest, or <see cref="None"/>.</summary>
    public int Newer(int key) => _newer[key];

    public void Add(int key)
    {
        _newer[key] = None;
        _older[key] = Newest;
        if (Newest == None)
        {
            Oldest = key;
        }
        else
        {
            _newer[Newest] = key;
        }

        Newest = key;
        Count++;
    }

    public void Remove(int key)
    {
        var newer = _newer[key];
        var older = _older[key];
        if (newer == None)
        {
            Newest = older;
        }
        else
        {
            _older[newer] = older;
        }

        if (older == None)
        {
            Oldest = newer;
        }
        else
        {
            _newer[older] = newer;
        }

        _newer[key] = Outside;
        Count--;
    }

    public int RemoveOldest()
    {
        var key = Oldest;
        Remove(key);
        return key;
    }

    public void Renew(int key)
    {
        Remove(key);
        Add(key);
    }
}
