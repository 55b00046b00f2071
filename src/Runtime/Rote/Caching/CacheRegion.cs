using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>Typed cache of one region, with one load at a time for each key.</summary>
/// <typeparam name="TKey">
/// The key, compared by value. Its equality and hash code must not throw, and not come back to the region.
/// </typeparam>
/// <typeparam name="TValue">The value. Callers share it: treat it as immutable.</typeparam>
/// <remarks>
/// <para>
/// Thread-safe. A hit is synchronous, takes constant time, allocates nothing and takes no lock. Exceptions and cancellations
/// reach every caller of a load and are never kept. The region is bounded: what is least useful makes room.
/// </para>
/// <para>
/// Invalidation beats a load in flight: callers that already wait get its value, which is not kept; a call that begins
/// after the invalidation loads anew. See <c>README.md</c> in this folder for why this holds.
/// </para>
/// </remarks>
public sealed class CacheRegion<TKey, TValue> : IOwnedRegion
    where TKey : struct, IEquatable<TKey>
{
    private readonly EntryTable<TKey, TValue> _table;
    private readonly RegionClock _clock;
    private readonly CacheCounters _counters;
    private readonly RegionCore<TKey, TValue> _core;
    private readonly EntryPolicy<TKey, TValue> _entries;
    private readonly bool _slides;
    private readonly bool _isInMemory;

    internal CacheRegion(CachePolicy policy, CacheFunctions<TKey, TValue>? functions, CacheServices services)
    {
        policy = policy.Validated();
        functions ??= new CacheFunctions<TKey, TValue>();
        if (policy.MaxWeight > 0 && functions.Weight is null)
        {
            throw new ArgumentException(
                $"Cache region '{policy.Region}' is bounded by weight, but nothing weighs its values. Give a weight function.",
                nameof(functions));
        }

        _entries = new EntryPolicy<TKey, TValue>(policy, functions, services);
        _core = new RegionCore<TKey, TValue>(policy, functions, _entries, services);
        _table = _core.Table;
        _isInMemory = policy.Store == CacheStore.MemoryCache;
        _clock = services.Clock;
        _counters = _core.Counters;
        _slides = policy.Sliding > TimeSpan.Zero;
        CacheInstruments.Add(this, _counters);
    }

    /// <inheritdoc/>
    public string Name => _core.Name;

    /// <inheritdoc/>
    public CacheStatistics Statistics => _core.Statistics;

    /// <summary>Loads in flight. Zero when nobody waits for anything.</summary>
    internal int LoadsInFlight => _core.LoadsInFlight;

    /// <summary>What is behind the gate.</summary>
    internal RegionCore<TKey, TValue> Core => _core;

    /// <summary>Hit path: looks a key up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, where there is one.</param>
    /// <returns>
    /// Whether a current value is kept that is not due to be renewed. Says no, now and then, while others write to the region; a
    /// load looks again. Constant time, no allocation, no lock.
    /// </returns>
    /// <exception cref="ObjectDisposedException">
    /// The application's cache, where the region is kept in it, is disposed.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(in TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        // By reference: a copy of the key, just written by the caller, would wait for its parts to reach the cache.
        int hash = Unsafe.AsRef(in key).GetHashCode();
        EntrySlots<TKey, TValue> slots = _table.Slots;
        if (slots.TryHit(in key, hash, SystemTicks.CoarseUnits, out TValue? read))
        {
            _counters.CountHit();

            // Not before the key has served: the caller may have it in the place that the value goes to.
            value = read;
            return true;
        }

        CacheEntry<TKey, TValue>? entry = FindAnswer(key, hash, slots);
        value = entry is null ? default : entry.Value;
        return entry is not null;
    }

    /// <summary>Hit path of methods that return <see cref="Task{TResult}"/>: the completed task is kept with the entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="task">The completed task of its value, where there is one.</param>
    /// <returns>As <see cref="TryGet"/>; allocates the task at an entry's first hit only.</returns>
    /// <exception cref="ObjectDisposedException">
    /// The application's cache, where the region is kept in it, is disposed.
    /// </exception>
    public bool TryGetTask(in TKey key, [NotNullWhen(true)] out Task<TValue>? task)
    {
        int hash = Unsafe.AsRef(in key).GetHashCode();
        EntrySlots<TKey, TValue> slots = _table.Slots;
        if (slots.TryHit(in key, hash, SystemTicks.CoarseUnits, out _) && slots.Find(in key, hash) is { } entry)
        {
            _counters.CountHit();
            task = entry.Task;
            return true;
        }

        task = FindAnswer(key, hash, slots)?.Task;
        return task is not null;
    }

    /// <summary>Miss path: joins the load of the key in flight, or starts it.</summary>
    /// <typeparam name="TState">What the load needs besides the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to <paramref name="load"/>.</param>
    /// <param name="load">
    /// Asks the store. Runs at once on the thread of the caller that starts it (a renewal: on the pool), but in a clean execution
    /// context that carries nothing over except the trace; its token is cancelled when the last caller has left.
    /// </param>
    /// <param name="cancellationToken">Lets this caller leave. The load goes on for the others.</param>
    /// <returns>The value; already there when the load completes synchronously.</returns>
    /// <exception cref="InvalidOperationException">The running load asks for its own key.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="TimeoutException">The load took longer than the policy allows, and no stale value may answer.</exception>
    public ValueTask<TValue> LoadAsync<TState>(
        TKey key,
        TState state,
        Func<TState, TKey, CancellationToken, ValueTask<TValue>> load,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(load);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TValue>(cancellationToken);
        }

        var own = new SingleLoad<TKey, TValue, TState>(_core, in key, key.GetHashCode(), state, load);
        Entrance<TKey, TValue> entrance = Enter(own);
        if (entrance.Entry is not null)
        {
            return new ValueTask<TValue>(entrance.Entry.Value);
        }

        if (ReferenceEquals(entrance.Flight, own))
        {
            own.Start();
        }

        return entrance.Flight!.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Miss path of synchronous methods: joins the synchronous load of the key in flight, or loads on this thread.
    /// </summary>
    /// <typeparam name="TState">What the load needs besides the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to <paramref name="load"/>.</param>
    /// <param name="load">Asks the store, in a clean execution context (a renewal: on the pool).</param>
    /// <returns>The value.</returns>
    /// <remarks>A caller never blocks on the load of an asynchronous method: it loads for itself.</remarks>
    /// <exception cref="InvalidOperationException">The running load asks for its own key.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="TimeoutException">The load took longer than the policy allows, and no stale value may answer.</exception>
    public TValue Load<TState>(TKey key, TState state, Func<TState, TKey, TValue> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        while (true)
        {
            var own = new SynchronousLoad<TKey, TValue, TState>(_core, in key, key.GetHashCode(), state, load);
            Entrance<TKey, TValue> entrance = Enter(own);
            if (entrance.Entry is not null)
            {
                return entrance.Entry.Value;
            }

            if (ReferenceEquals(entrance.Flight, own))
            {
                own.Start();
                return own.Wait();
            }

            try
            {
                return entrance.Flight!.Wait();
            }
            catch (OperationCanceledException)
            {
                // The caller whose load it was has cancelled it, not this one. Each round uses up one such load.
            }
        }
    }

    /// <summary>Per-item path: hits from the cache, misses in one load, in the order of the request.</summary>
    /// <typeparam name="TItem">The item that the store is asked for.</typeparam>
    /// <typeparam name="TState">What the load and the keys need besides the item.</typeparam>
    /// <param name="items">The items; equal ones are asked for once. Not read after the call has returned.</param>
    /// <param name="state">Passed to <paramref name="keyOf"/> and <paramref name="load"/>.</param>
    /// <param name="keyOf">The key of an item.</param>
    /// <param name="load">
    /// Asks the store for the items that are neither kept nor in flight, and returns one result for each, in their order. Runs
    /// like the load of <see cref="LoadAsync"/>. Not called when nothing is missing.
    /// </param>
    /// <param name="cancellationToken">Lets this caller leave. The load goes on for the others.</param>
    /// <returns>One value for each item. When all are kept, only the list is allocated.</returns>
    /// <exception cref="RoteContractException">The load's list is not aligned with its items.</exception>
    /// <exception cref="InvalidOperationException">A running load asks for its own key.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="TimeoutException">The load took longer than the policy allows, and no stale value may answer.</exception>
    public ValueTask<IReadOnlyList<TValue>> LoadManyAsync<TItem, TState>(
        IReadOnlyList<TItem> items,
        TState state,
        Func<TState, TItem, TKey> keyOf,
        Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyList<TValue>>> load,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(keyOf);
        ArgumentNullException.ThrowIfNull(load);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<IReadOnlyList<TValue>>(cancellationToken);
        }

        int count = items.Count;
        TValue[] values = count == 0 ? [] : new TValue[count];
        for (int i = 0; i < count; i++)
        {
            TKey key = keyOf(state, items[i]);
            if (!TryGet(in key, out TValue? value))
            {
                var source = new BulkSource<TKey, TItem, TValue, TState>(this, state, keyOf, load);
                return new BulkRequest<TKey, TItem, TValue, TState>(source, values).RunAsync(items, i, cancellationToken);
            }

            values[i] = value;
        }

        return new ValueTask<IReadOnlyList<TValue>>(values);
    }

    /// <summary>Drops a key, also of a load in flight. Constant time.</summary>
    /// <param name="key">The key.</param>
    public void Invalidate(in TKey key) => _core.Invalidate(in key);

    /// <inheritdoc/>
    public void InvalidateAll() => _core.InvalidateAll();

    /// <inheritdoc/>
    public void Resize(long capacity) => _core.Resize(capacity);

    /// <inheritdoc/>
    void IOwnedRegion.Close() => _core.Close();

    /// <summary>A hit of a key whose slot is not enough, or is not found at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CacheEntry<TKey, TValue>? FindAnswer(TKey key, int hash, EntrySlots<TKey, TValue> slots)
    {
        CacheEntry<TKey, TValue>? kept = slots.Find(in key, hash, out int at);
        CacheEntry<TKey, TValue>? entry = kept ?? FindInMemory(in key);
        if (entry is null || !Answers(entry))
        {
            return null;
        }

        if (kept is not null)
        {
            slots.CountUse(at);
        }

        _counters.CountHit();
        return entry;
    }

    private CacheEntry<TKey, TValue>? FindInMemory(in TKey key) => _isInMemory ? _core.FindInMemory(in key) : null;

    /// <summary>
    /// Whether an entry answers whose deadline has come, or nobody kept the time; or there is more to it than its deadline.
    /// </summary>
    private bool Answers(CacheEntry<TKey, TValue> entry)
    {
        long now = _clock.Coarse;
        if (now >= entry.Deadline)
        {
            now = _clock.Now;
        }

        if (now >= entry.Deadline || entry.IsDropped || (_slides && now >= entry.RenewAt))
        {
            return false;
        }

        if (_slides)
        {
            _entries.Touch(entry, now);
        }

        return true;
    }

    /// <summary>Looks behind the gate for one caller; starts the flight that renews what he gets.</summary>
    private Entrance<TKey, TValue> Enter(Flight<TKey, TValue> own)
    {
        Entrance<TKey, TValue> entrance = _core.Enter(own);
        if (entrance.Entry is null)
        {
            _counters.CountMiss();
            if (ReferenceEquals(entrance.Flight, own))
            {
                _core.Limit(own);
            }

            return entrance;
        }

        _counters.CountHit();
        if (entrance.Flight is not null)
        {
            _core.Limit(own);
            own.StartInBackground();
        }

        return entrance;
    }
}
