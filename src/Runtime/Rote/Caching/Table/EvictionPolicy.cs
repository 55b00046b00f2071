namespace Rote.Caching;

/// <summary>
/// Decides what makes room: S3-FIFO (Yang, Zhang, Qiu, Yue and Vigfusson, "FIFO queues are all you need for cache eviction",
/// SOSP 2023), whose small queue is sized by the rule of ARC (Megiddo and Modha, FAST 2003). New entries pass through the small
/// queue, from which only those asked for again go on to the main one; what comes back soon after its eviction says which of the
/// two is too small.
/// </summary>
/// <remarks>
/// Guarded by the region's gate; a hit only counts a use of its slot. Why this one and not another:
/// the table in <c>perf/results/caching.md</c>.
/// </remarks>
internal sealed class EvictionPolicy<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>The small queue gets at least this part of the capacity,</summary>
    private const int LeastShare = 10;

    /// <summary>and at most this one.</summary>
    private const int LargestShare = 2;

    /// <summary>With a small queue beyond this part recency pays: an entry gets one second chance instead of several.</summary>
    private const int RecencyShare = 5;

    /// <summary>How far one ghost moves the border, in entries, and how much a rare kind of ghost may count.</summary>
    private const int Step = 4;
    private const int MostStepWeight = 100;

    /// <summary>Second chances given in one eviction.</summary>
    private const int MostSpared = 256;

    private readonly EntryRing<TKey, TValue> _small = new(EvictionQueue.Small);
    private readonly EntryRing<TKey, TValue> _main = new(EvictionQueue.Main);
    private readonly GhostQueue _ghosts = new();
    private long _capacity;
    private long _smallSize;

    public EvictionPolicy(long capacity)
    {
        _capacity = capacity;
        _smallSize = capacity / LargestShare;
        MoveBorder(0);
    }

    /// <summary>Sum of weights to stay within.</summary>
    public long Capacity
    {
        get => _capacity;
        set
        {
            _capacity = value;
            MoveBorder(0);
        }
    }

    public int Count => _small.Count + _main.Count;

    public long Weight => _small.Weight + _main.Weight;

    /// <summary>Adds an entry. <paramref name="queue"/>: that of the one it replaces, if any.</summary>
    public void Add(CacheEntry<TKey, TValue> entry, EvictionQueue queue)
    {
        bool toMain = queue == EvictionQueue.Main;
        if (queue == EvictionQueue.None && _ghosts.TryRemove(entry.Hash, out bool fromMain))
        {
            MoveBorder(fromMain ? -StepFor(_ghosts.OfMain) : StepFor(_ghosts.OfSmall));
            toMain = !fromMain;
        }

        (toMain ? _main : _small).Enqueue(entry);
    }

    public void Remove(CacheEntry<TKey, TValue> entry)
        => (entry.Queue == EvictionQueue.Small ? _small : _main).Remove(entry);

    public void Clear()
    {
        _small.Clear();
        _main.Clear();
    }

    /// <summary>
    /// Takes the least useful entry out, if there is no room for <paramref name="weight"/> more; <see langword="null"/>: there
    /// is.
    /// </summary>
    /// <param name="weight">Weight to make room for.</param>
    /// <param name="slots">Where the entries' uses are counted.</param>
    /// <remarks>Constant time, amortised: each second chance uses up a hit.</remarks>
    public CacheEntry<TKey, TValue>? Evict(long weight, EntrySlots<TKey, TValue> slots)
    {
        if (Count == 0 || weight <= _capacity - Weight)
        {
            return null;
        }

        for (int spared = 0; ; spared++)
        {
            bool fromSmall = _small.Weight >= _smallSize || _main.Count == 0;
            CacheEntry<TKey, TValue> entry = (fromSmall ? _small : _main).Dequeue()!;
            ref byte uses = ref slots.UsesOf(entry);
            if (uses == 0 || spared == MostSpared)
            {
                _ghosts.Add(entry.Hash, !fromSmall, Count + 1);
                return entry;
            }

            uses = fromSmall || _smallSize > _capacity / RecencyShare ? (byte)0 : (byte)(uses - 1);
            _main.Enqueue(entry);
        }
    }

    /// <summary>
    /// How far a ghost moves the border: the rarer its kind, the farther. In weight, by the mean of the entries.
    /// </summary>
    private long StepFor(int ghostsOfItsKind)
    {
        // The ghost itself is counted: it has just been taken out.
        int all = _ghosts.OfSmall + _ghosts.OfMain + 1;
        int weight = Math.Min(MostStepWeight, all / (ghostsOfItsKind + 1));
        return Step * weight * Math.Max(1, Weight / Math.Max(1, Count));
    }

    private void MoveBorder(long by)
        => _smallSize = Math.Clamp(
            _smallSize + by, Math.Max(1, _capacity / LeastShare), Math.Max(1, _capacity / LargestShare));
}
