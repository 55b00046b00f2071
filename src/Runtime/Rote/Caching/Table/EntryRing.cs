namespace Rote.Caching;

/// <summary>
/// A queue of entries, first in, first out, in a circular array. An entry that leaves the table leaves a hole; holes are squeezed
/// out before the array grows, so it has at most about twice as many slots as entries at its peak.
/// </summary>
internal sealed class EntryRing<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private const int SmallestSize = 16;

    private readonly EvictionQueue _queue;
    private CacheEntry<TKey, TValue>?[] _slots = new CacheEntry<TKey, TValue>?[SmallestSize];
    private int _head;
    private int _used;

    public EntryRing(EvictionQueue queue) => _queue = queue;

    /// <summary>Living entries.</summary>
    public int Count { get; private set; }

    /// <summary>Sum of their weights.</summary>
    public long Weight { get; private set; }

    /// <summary>Adds an entry at the end. Constant time, amortised.</summary>
    public void Enqueue(CacheEntry<TKey, TValue> entry)
    {
        if (_used == _slots.Length)
        {
            Rebuild();
        }

        int slot = (_head + _used) & (_slots.Length - 1);
        _slots[slot] = entry;
        _used++;
        entry.Slot = slot;
        entry.Queue = _queue;
        Count++;
        Weight += entry.Weight;
    }

    /// <summary>Takes the oldest living entry out; <see langword="null"/>: there is none.</summary>
    public CacheEntry<TKey, TValue>? Dequeue()
    {
        while (_used > 0)
        {
            CacheEntry<TKey, TValue>? entry = _slots[_head];
            _slots[_head] = null;
            _head = (_head + 1) & (_slots.Length - 1);
            _used--;
            if (entry is not null)
            {
                Forget(entry);
                return entry;
            }
        }

        return null;
    }

    /// <summary>Takes an entry out that is in this queue. Constant time.</summary>
    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        _slots[entry.Slot] = null;
        Forget(entry);
    }

    public void Clear()
    {
        _slots = new CacheEntry<TKey, TValue>?[SmallestSize];
        _head = 0;
        _used = 0;
        Count = 0;
        Weight = 0;
    }

    private void Forget(CacheEntry<TKey, TValue> entry)
    {
        entry.Queue = EvictionQueue.None;
        Count--;
        Weight -= entry.Weight;
    }

    /// <summary>Squeezes the holes out; into an array of the double size, where more than half is alive.</summary>
    private void Rebuild()
    {
        int size = Count > _slots.Length / 2 ? _slots.Length * 2 : _slots.Length;
        var slots = new CacheEntry<TKey, TValue>?[size];
        int next = 0;
        for (int i = 0; i < _used; i++)
        {
            CacheEntry<TKey, TValue>? entry = _slots[(_head + i) & (_slots.Length - 1)];
            if (entry is not null)
            {
                entry.Slot = next;
                slots[next++] = entry;
            }
        }

        _slots = slots;
        _head = 0;
        _used = next;
    }
}
