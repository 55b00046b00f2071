namespace Rote.Caching;

/// <summary>
/// The hash codes of the entries evicted last, oldest first out, so that one asked for again soon is known. Two keys of one hash
/// code are taken for each other, which only costs precision of the eviction.
/// </summary>
/// <remarks>
/// A ring whose slots are also the nodes of a hash table of chains. Constant time, amortised; 13 bytes a ghost.
/// </remarks>
internal sealed class GhostQueue
{
    private const int SmallestSize = 16;
    private const int None = -1;

    private int[] _hashes = [];
    private int[] _next = [];
    private int[] _chains = [];
    private Kind[] _kinds = [];
    private int _head;
    private int _used;

    private enum Kind : byte
    {
        Hole,
        OfSmall,
        OfMain,
    }

    /// <summary>Ghosts of entries that were evicted from the small queue.</summary>
    public int OfSmall { get; private set; }

    /// <summary>Ghosts of entries that were evicted from the main queue.</summary>
    public int OfMain { get; private set; }

    /// <summary>Remembers an eviction, and at most <paramref name="limit"/> of them.</summary>
    public void Add(int hash, bool fromMain, int limit)
    {
        while (_used > 0 && OfSmall + OfMain >= limit)
        {
            DropOldest();
        }

        if (_used == _hashes.Length)
        {
            Rebuild();
        }

        Append(hash, fromMain ? Kind.OfMain : Kind.OfSmall);
    }

    /// <summary>Forgets an eviction; says whether it was remembered.</summary>
    public bool TryRemove(int hash, out bool fromMain)
    {
        int slot = _chains.Length == 0 ? None : ChainOf(hash);
        while (slot != None && _hashes[slot] != hash)
        {
            slot = _next[slot];
        }

        fromMain = slot != None && _kinds[slot] == Kind.OfMain;
        if (slot == None)
        {
            return false;
        }

        Forget(slot);
        return true;
    }

    private void DropOldest()
    {
        if (_kinds[_head] != Kind.Hole)
        {
            Forget(_head);
        }

        _head = (_head + 1) & (_hashes.Length - 1);
        _used--;
    }

    private void Append(int hash, Kind kind)
    {
        int slot = (_head + _used) & (_hashes.Length - 1);
        _used++;
        _hashes[slot] = hash;
        _kinds[slot] = kind;
        ref int chain = ref ChainOf(hash);
        _next[slot] = chain;
        chain = slot;
        Count(kind, 1);
    }

    /// <summary>Takes a slot out of its chain; it stays in the ring as a hole.</summary>
    private void Forget(int slot)
    {
        ref int link = ref ChainOf(_hashes[slot]);
        while (link != slot)
        {
            link = ref _next[link];
        }

        link = _next[slot];
        Count(_kinds[slot], -1);
        _kinds[slot] = Kind.Hole;
    }

    private void Count(Kind kind, int change)
    {
        if (kind == Kind.OfMain)
        {
            OfMain += change;
        }
        else
        {
            OfSmall += change;
        }
    }

    /// <summary>Squeezes the holes out; into arrays of the double size, where more than half is no hole.</summary>
    private void Rebuild()
    {
        (int[] hashes, Kind[] kinds, int head, int used) = (_hashes, _kinds, _head, _used);
        int size = Math.Max(SmallestSize, OfSmall + OfMain > used / 2 ? used * 2 : used);
        _hashes = new int[size];
        _next = new int[size];
        _kinds = new Kind[size];
        _chains = new int[size];
        Array.Fill(_chains, None);
        (_head, _used, OfSmall, OfMain) = (0, 0, 0, 0);
        for (int i = 0; i < used; i++)
        {
            int slot = (head + i) & (hashes.Length - 1);
            if (kinds[slot] != Kind.Hole)
            {
                Append(hashes[slot], kinds[slot]);
            }
        }
    }

    private ref int ChainOf(int hash) => ref _chains[hash & (_chains.Length - 1)];
}
