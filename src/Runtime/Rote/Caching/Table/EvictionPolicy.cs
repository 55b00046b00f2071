namespace Rote.Caching;

/// <summary>
/// Decides what makes room: S3-FIFO (Yang, Zhang, Qiu, Yue and Vigfusson, "FIFO queues are all you need for cache eviction",
/// SOSP 2023). New entries pass through a small queue, from which only those asked for again go on to the main one.
/// </summary>
/// <remarks>Guarded by the region's gate. A hit only counts <see cref="CacheEntry{TKey, TValue}.Uses"/>.</remarks>
internal sealed class EvictionPolicy<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>Share of the capacity that new entries may take before they have to prove themselves.</summary>
    private const int SmallShare = 10;

    private readonly EntryRing<TKey, TValue> _small = new(EvictionQueue.Small);
    private readonly EntryRing<TKey, TValue> _main = new(EvictionQueue.Main);
    private readonly GhostTable _ghosts = new();
    private long _capacity;
    private int _ghostCount;

    public EvictionPolicy(long capacity) => _capacity = capacity;

    /// <summary>Sum of weights to stay within.</summary>
    public long Capacity
    {
        get => _capacity;
        set => _capacity = value;
    }

    public int Count => _small.Count + _main.Count;

    public long Weight => _small.Weight + _main.Weight;

    /// <summary>Adds an entry. <paramref name="queue"/>: that of the one it replaces, if any.</summary>
    public void Add(CacheEntry<TKey, TValue> entry, EvictionQueue queue)
    {
        if (queue == EvictionQueue.Main || _ghosts.Remove(entry.Hash))
        {
            _main.Enqueue(entry);
        }
        else
        {
            _small.Enqueue(entry);
        }
    }

    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        if (entry.Queue == EvictionQueue.Small)
        {
            _small.Remove(entry);
        }
        else
        {
            _main.Remove(entry);
        }
    }

    public void Clear()
    {
        _small.Clear();
        _main.Clear();
    }

    /// <summary>Takes the least useful entry out; <see langword="null"/>: all is within the capacity.</summary>
    /// <remarks>Constant time, amortised: each step back into the main queue uses up a hit.</remarks>
    public CacheEntry<TKey, TValue>? Evict()
    {
        while (Weight > _capacity)
        {
            CacheEntry<TKey, TValue>? victim = _small.Weight > _capacity / SmallShare || _main.Count == 0
                ? EvictFromSmall()
                : EvictFromMain();
            if (victim is not null)
            {
                return victim;
            }
        }

        return null;
    }

    private CacheEntry<TKey, TValue>? EvictFromSmall()
    {
        CacheEntry<TKey, TValue> entry = _small.Dequeue()!;
        if (entry.Uses > 1)
        {
            entry.Uses = 0;
            _main.Enqueue(entry);
            return null;
        }

        FitGhosts();
        _ghosts.Add(entry.Hash);
        return entry;
    }

    private CacheEntry<TKey, TValue>? EvictFromMain()
    {
        CacheEntry<TKey, TValue> entry = _main.Dequeue()!;
        if (entry.Uses == 0)
        {
            return entry;
        }

        entry.Uses--;
        _main.Enqueue(entry);
        return null;
    }

    /// <summary>As many ghosts as there are entries, give or take half: sizes of weighed entries vary.</summary>
    private void FitGhosts()
    {
        int count = Count + 1;
        if (count > _ghostCount || count < _ghostCount / 4)
        {
            _ghostCount = count + (count / 2);
            _ghosts.Resize(_ghostCount);
        }
    }
}
