namespace Rote.Caching;

/// <summary>The entries of a region by their keys: a hash table, bounded by an eviction policy.</summary>
/// <remarks>
/// <see cref="Slots"/> and <see cref="Find"/> may be read from any thread, without a lock; everything else is guarded by the
/// region's gate.
/// </remarks>
internal sealed class EntryTable<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private const int SmallestSize = 16;

    /// <summary>
    /// Slots that an insertion looks at for what is dead. With one, the dead of a table in which every key is new would pile up
    /// to the part of the slots at which it grows, without end.
    /// </summary>
    private const int SlotsSwept = 2;

    /// <summary>
    /// Entries that an insertion drops at most: each moves the row behind it, and keys of one hash code are all one row.
    /// </summary>
    private const int MostDropped = 16;

    private readonly EvictionPolicy<TKey, TValue> _eviction;
    private EntrySlots<TKey, TValue> _slots = new(SmallestSize);
    private int _swept;

    public EntryTable(long capacity) => _eviction = new EvictionPolicy<TKey, TValue>(capacity);

    public int Count => _eviction.Count;

    public long Weight => _eviction.Weight;

    public long Capacity
    {
        get => _eviction.Capacity;
        set => _eviction.Capacity = value;
    }

    /// <summary>Sum of the times at which the entries were kept: their mean age is what is missing to now.</summary>
    public long SumOfBirths { get; private set; }

    /// <summary>What hits read. Ask again for each hit: the table grows into new ones.</summary>
    public EntrySlots<TKey, TValue> Slots => _slots;

    /// <summary>The entry of a key. Constant time; compares the key with those of equal hash code only.</summary>
    public CacheEntry<TKey, TValue>? Find(in TKey key, int hash) => _slots.Find(in key, hash);

    /// <summary>
    /// Adds an entry, instead of the one of its key if there is one; what is least useful makes room. Constant time, amortised.
    /// Says how many entries had to go.
    /// </summary>
    public int Set(CacheEntry<TKey, TValue> entry)
    {
        // A fifth stays free: searches stay short, and end.
        if (_eviction.Count >= _slots.Size / 5 * 4)
        {
            Grow();
        }

        EvictionQueue queue = EvictionQueue.None;
        if (_slots.Put(entry) is { } before)
        {
            // What is renewed has not lost its standing.
            queue = before.Queue;
            Forget(before);
        }

        int evicted = MakeRoom(entry.Weight);
        _eviction.Add(entry, queue);
        SumOfBirths += entry.Born;
        return evicted;
    }

    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        Forget(entry);
        _slots.Remove(entry);
    }

    /// <summary>Evicts until there is room for <paramref name="weight"/> more. Says how many entries had to go.</summary>
    public int MakeRoom(long weight)
    {
        int evicted = 0;
        while (_eviction.Evict(weight, _slots) is { } victim)
        {
            SumOfBirths -= victim.Born;
            _slots.Remove(victim);
            evicted++;
        }

        return evicted;
    }

    /// <summary>
    /// Looks at a few more slots and drops what has been dead since <paramref name="deadline"/>: by its lifetime or, in a sliding
    /// region, by its last hit. Called with every insertion, so that what nobody asks for any more is gone after about half as
    /// many insertions as there are slots. Says how many went.
    /// </summary>
    public int Sweep(long deadline, bool slides)
    {
        int dropped = 0;
        for (int i = 0; i < SlotsSwept; i++)
        {
            _swept = (_swept + 1) & (_slots.Size - 1);

            // Another may have moved to where one was dropped. That ends with the row that they stand in.
            while (_slots.EntryAt(_swept) is { } entry && IsDead(entry, deadline, slides))
            {
                if (dropped == MostDropped)
                {
                    // Here the next insertion goes on.
                    _swept--;
                    return dropped;
                }

                Remove(entry);
                dropped++;
            }
        }

        return dropped;
    }

    /// <summary>Drops everything. Constant time.</summary>
    public void Clear()
    {
        _eviction.Clear();
        SumOfBirths = 0;
        Volatile.Write(ref _slots, new EntrySlots<TKey, TValue>(SmallestSize));
    }

    private static bool IsDead(CacheEntry<TKey, TValue> entry, long deadline, bool slides)
        => (slides ? entry.Deadline : entry.Expiry) <= deadline || entry.IsDropped;

    private void Forget(CacheEntry<TKey, TValue> entry)
    {
        _eviction.Remove(entry);
        SumOfBirths -= entry.Born;
    }

    private void Grow()
    {
        var slots = new EntrySlots<TKey, TValue>(_slots.Size * 2);
        _slots.CopyTo(slots);
        Volatile.Write(ref _slots, slots);
    }
}
