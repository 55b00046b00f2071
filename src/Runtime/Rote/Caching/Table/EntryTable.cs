using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>The entries of a region by their keys: a hash table of chains, bounded by an eviction policy.</summary>
/// <remarks>
/// <para>
/// <see cref="Find"/> takes no lock and may be called from any thread; everything else is guarded by the region's gate. While the
/// table grows, a reader may miss an entry that is there: whoever acts on a miss looks again under the gate.
/// </para>
/// <para>
/// A reader never runs in circles: a chain is moved node by node to chains of moved nodes, so that following
/// <see cref="HotEntry{TKey, TValue}.Next"/> ends at every moment.
/// </para>
/// </remarks>
internal sealed class EntryTable<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private const int SmallestSize = 16;

    /// <summary>
    /// Chains that an insertion looks at for what is dead. With one, the dead of a table in which every key is new would pile up
    /// to half the number of chains, where it grows, without end.
    /// </summary>
    private const int ChainsSwept = 2;

    private readonly EvictionPolicy<TKey, TValue> _eviction;
    private CacheEntry<TKey, TValue>?[] _chains = new CacheEntry<TKey, TValue>?[SmallestSize];
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

    /// <summary>The entry of a key. Constant time; compares the key with those of equal hash code only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CacheEntry<TKey, TValue>? Find(in TKey key, int hash)
    {
        CacheEntry<TKey, TValue>?[] chains = _chains;
        CacheEntry<TKey, TValue>? entry = chains[hash & (chains.Length - 1)];
        while (entry is not null && (entry.Hash != hash || !entry.Key.Equals(key)))
        {
            entry = entry.Next;
        }

        return entry;
    }

    /// <summary>
    /// Adds an entry, instead of the one of its key if there is one; what is least useful makes room. Constant time, amortised.
    /// Says how many entries had to go.
    /// </summary>
    public int Set(CacheEntry<TKey, TValue> entry)
    {
        CacheEntry<TKey, TValue>? before = Find(in entry.Key, entry.Hash);
        if (_eviction.Count >= _chains.Length / 2)
        {
            Grow();
        }

        // First in, then the old one out: a reader in between sees one of them.
        ref CacheEntry<TKey, TValue>? chain = ref ChainOf(entry.Hash);
        entry.Next = chain;
        Volatile.Write(ref chain, entry);
        EvictionQueue queue = EvictionQueue.None;
        if (before is not null)
        {
            // What is renewed has not lost its standing.
            queue = before.Queue;
            entry.Uses = before.Uses;
            Remove(before);
        }

        int evicted = MakeRoom(entry.Weight);
        _eviction.Add(entry, queue);
        SumOfBirths += entry.Born;
        return evicted;
    }

    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        _eviction.Remove(entry);
        Unlink(entry);
    }

    /// <summary>Evicts until there is room for <paramref name="weight"/> more. Says how many entries had to go.</summary>
    public int MakeRoom(long weight)
    {
        int evicted = 0;
        while (_eviction.Evict(weight) is { } victim)
        {
            Unlink(victim);
            evicted++;
        }

        return evicted;
    }

    /// <summary>
    /// Looks at a few more chains and drops what has been dead since <paramref name="deadline"/>: by its lifetime or, in a
    /// sliding
    /// region, by its last hit. Called with every insertion, so that what nobody asks for any more is gone after about half as
    /// many
    /// insertions as there are chains. Says how many went.
    /// </summary>
    public int Sweep(long deadline, bool slides)
    {
        int dropped = 0;
        for (int i = 0; i < ChainsSwept; i++)
        {
            _swept = (_swept + 1) & (_chains.Length - 1);
            dropped += SweepChain(_chains[_swept], deadline, slides);
        }

        return dropped;
    }

    /// <summary>Drops everything. Constant time.</summary>
    public void Clear()
    {
        _eviction.Clear();
        SumOfBirths = 0;
        Volatile.Write(ref _chains, new CacheEntry<TKey, TValue>?[SmallestSize]);
    }

    private int SweepChain(CacheEntry<TKey, TValue>? entry, long deadline, bool slides)
    {
        int dropped = 0;
        while (entry is not null)
        {
            CacheEntry<TKey, TValue>? next = entry.Next;
            if ((slides ? entry.Deadline : entry.Expiry) <= deadline || entry.IsDropped)
            {
                Remove(entry);
                dropped++;
            }

            entry = next;
        }

        return dropped;
    }

    private void Unlink(CacheEntry<TKey, TValue> entry)
    {
        SumOfBirths -= entry.Born;
        ref CacheEntry<TKey, TValue>? link = ref ChainOf(entry.Hash);
        while (!ReferenceEquals(link, entry))
        {
            link = ref link!.Next;
        }

        // The entry keeps its own link: a reader that stands on it finds the rest of the chain.
        link = entry.Next;
    }

    private void Grow()
    {
        var chains = new CacheEntry<TKey, TValue>?[_chains.Length * 2];
        foreach (CacheEntry<TKey, TValue>? first in _chains)
        {
            CacheEntry<TKey, TValue>? entry = first;
            while (entry is not null)
            {
                CacheEntry<TKey, TValue>? next = entry.Next;
                ref CacheEntry<TKey, TValue>? chain = ref chains[entry.Hash & (chains.Length - 1)];
                entry.Next = chain;
                chain = entry;
                entry = next;
            }
        }

        Volatile.Write(ref _chains, chains);
    }

    private ref CacheEntry<TKey, TValue>? ChainOf(int hash) => ref _chains[hash & (_chains.Length - 1)];
}
