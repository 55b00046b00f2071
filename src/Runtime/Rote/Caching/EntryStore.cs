namespace Rote.Caching;

/// <summary>
/// Where a region's entries are: in its own table, or in the application's cache. Guarded by the region's gate.
/// </summary>
internal sealed class EntryStore<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly string _region;
    private readonly CacheCounters _counters;
    private readonly MemoryStore<TKey, TValue>? _memory;
    private readonly SelfSizer? _sizer;
    private readonly bool _slides;

    public EntryStore(CachePolicy policy, CacheServices services, CacheCounters counters)
    {
        _region = policy.Region;
        _slides = policy.Sliding > TimeSpan.Zero;
        _counters = counters;
        Table = new EntryTable<TKey, TValue>(policy.Capacity);
        if (policy.Store == CacheStore.MemoryCache)
        {
            _memory = new MemoryStore<TKey, TValue>(services.Memory);
        }
        else if (policy.SelfSizing is not null)
        {
            _sizer = new SelfSizer(policy.SelfSizing, services.Clock.Now);
        }
    }

    /// <summary>The region's own table; empty where the entries are in the application's cache.</summary>
    public EntryTable<TKey, TValue> Table { get; }

    public CacheEntry<TKey, TValue>? Find(in TKey key, int hash, int epoch)
        => _memory is null ? Table.Find(in key, hash) : FindInMemory(in key, epoch);

    /// <summary>
    /// Look-up in the application's cache, where the entries of past epochs stay until they expire. Needs no gate.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The application's cache is disposed.</exception>
    public CacheEntry<TKey, TValue>? FindInMemory(in TKey key, int epoch)
    {
        CacheEntry<TKey, TValue>? entry = _memory!.Find(in key);
        return entry is not null && entry.Epoch == epoch ? entry : null;
    }

    /// <summary>A hit of an entry that was found under the gate.</summary>
    public void CountUse(CacheEntry<TKey, TValue> entry)
    {
        if (_memory is null)
        {
            ref byte uses = ref Table.Slots.UsesOf(entry);
            uses = byte.Min(EntrySlots<TKey, TValue>.MostUses, (byte)(uses + 1));
        }
    }

    /// <summary>Look-up of an entry that may be dead. A foreign cache that is gone has none.</summary>
    public CacheEntry<TKey, TValue>? FindStale(in TKey key, int hash, int epoch)
    {
        try
        {
            return Find(in key, hash, epoch);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Keeps an entry, in place of the one of its key, unless it is heavier than all may be together; the application's cache
    /// decides that for itself. <paramref name="stale"/>: milliseconds past its expiry for which it may be of use.
    /// </summary>
    public void Put(CacheEntry<TKey, TValue> entry, long stale)
    {
        if (_memory is not null)
        {
            _memory.Set(entry, TimeSpan.FromMilliseconds(entry.Expiry - entry.Born + stale));
            return;
        }

        // The bound moves before the entry is measured against it.
        Size(entry.Born);
        if (entry.Weight > Table.Capacity)
        {
            Drop(in entry.Key, entry.Hash);
            return;
        }

        _counters.CountExpirations(Table.Sweep(entry.Born - stale, _slides));
        _counters.CountEvictions(Table.Set(entry));
    }

    /// <summary>
    /// Lets the region size itself, where it is time. Asked at insertions, and when somebody looks at the statistics.
    /// </summary>
    public void Size(long now)
    {
        if (_sizer is not null && _sizer.Decide(Table, _counters, now))
        {
            _counters.CountEvictions(Table.MakeRoom(0));
        }
    }

    public void Drop(in TKey key, int hash)
    {
        if (_memory is not null)
        {
            _memory.Remove(in key);
        }
        else if (Table.Find(in key, hash) is { } entry)
        {
            Table.Remove(entry);
        }
    }

    /// <exception cref="NotSupportedException">The entries are in the application's cache.</exception>
    public void Resize(long capacity)
    {
        if (_memory is not null)
        {
            throw new NotSupportedException(
                $"Cache region '{_region}' keeps its entries in the application's IMemoryCache. Bound that cache instead.");
        }

        Table.Capacity = capacity;
        _counters.CountEvictions(Table.MakeRoom(0));
    }
}
