using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Caching.Memory;

namespace Rote.Caching;

/// <summary>Typed cache of one region, with one load at a time for each key.</summary>
/// <typeparam name="TKey">The key, compared by value. Its equality and hash code must not throw.</typeparam>
/// <typeparam name="TValue">The value. Callers share it: treat it as immutable.</typeparam>
/// <remarks>
/// <para>
/// Thread-safe. A hit is synchronous, takes constant time and allocates nothing. Exceptions and cancellations reach every
/// caller of a load and are never kept. When the cache is full a new value is handed out but may not be kept.
/// </para>
/// <para>
/// Invalidation beats a load in flight: callers that already wait get its value, which is not kept; a call that begins
/// after the invalidation loads anew. See <c>README.md</c> in this folder for why this holds.
/// </para>
/// </remarks>
public sealed class CacheRegion<TKey, TValue> : ICacheRegion
    where TKey : struct, IEquatable<TKey>
{
    private readonly CachePolicy _policy;
    private readonly Func<TKey, CacheTag[]>? _tagsOf;
    private readonly IMemoryCache _memory;
    private readonly TagTable _tagTable;
    private readonly Jitter _jitter;
    private readonly RegionIdentity _identity = new();
    private readonly ConcurrentDictionary<TKey, Flight<TKey, TValue>> _flights = new();
    private readonly PendingLoads<TKey, TValue> _pending = new();
    private long _epoch;

    internal CacheRegion(CachePolicy policy, Func<TKey, CacheTag[]>? tags, CacheServices services)
    {
        _policy = policy.Validated();
        _tagsOf = tags;
        _memory = services.Memory;
        _tagTable = services.Tags;
        _jitter = services.Jitter;
    }

    /// <summary>Name in metrics and invalidation.</summary>
    public string Name => _policy.Region;

    /// <summary>Loads in flight. Zero when nobody waits for anything.</summary>
    internal int LoadsInFlight => _flights.Count + _pending.Count;

    /// <summary>Hit path: looks a key up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, where there is one.</param>
    /// <returns>Whether a current value is kept. Constant time, no allocation.</returns>
    /// <exception cref="ObjectDisposedException">The decorator, or the application's cache, is disposed.</exception>
    public bool TryGet(in TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        CacheEntry<TValue>? entry = Find(in key);
        if (entry is null)
        {
            value = default;
            return false;
        }

        value = entry.Value;
        return true;
    }

    /// <summary>Hit path of methods that return <see cref="Task{TResult}"/>: the completed task is kept with the entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="task">The completed task of its value, where there is one.</param>
    /// <returns>Whether a current value is kept. Constant time; allocates the task at an entry's first hit only.</returns>
    /// <exception cref="ObjectDisposedException">The decorator, or the application's cache, is disposed.</exception>
    public bool TryGetTask(in TKey key, [NotNullWhen(true)] out Task<TValue>? task)
    {
        task = Find(in key)?.Task;
        return task is not null;
    }

    /// <summary>Miss path: joins the load of the key in flight, or starts it.</summary>
    /// <typeparam name="TState">What the load needs besides the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to <paramref name="load"/>.</param>
    /// <param name="load">
    /// Asks the store. Runs at once on the thread of the caller that starts it, but in a clean execution context that carries
    /// nothing over except the trace; its token is cancelled when the last caller has left.
    /// </param>
    /// <param name="cancellationToken">Lets this caller leave. The load goes on for the others.</param>
    /// <returns>The value; already there when the load completes synchronously.</returns>
    /// <exception cref="InvalidOperationException">The running load asks for its own key.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
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

        while (true)
        {
            if (TryJoin(in key, out Flight<TKey, TValue>? flight))
            {
                return flight.WaitAsync(cancellationToken);
            }

            var started = new SingleLoad<TKey, TValue, TState>(this, in key, state, load);
            if (TryOpen(started.Flight))
            {
                if (TryLandFromCache(started.Flight))
                {
                    started.End();
                }
                else
                {
                    started.Start();
                }

                return started.Flight.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Miss path of synchronous methods: loads and keeps. Concurrent calls for one key each load.</summary>
    /// <typeparam name="TState">What the load needs besides the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to <paramref name="load"/>.</param>
    /// <param name="load">Asks the store, on this thread and in the caller's context.</param>
    /// <returns>The value.</returns>
    public TValue Load<TState>(TKey key, TState state, Func<TState, TKey, TValue> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        CacheEntry<TValue> entry = CreateEntry(in key);
        _pending.Add(in key, entry);
        try
        {
            TValue value = load(state, key);
            Store(in key, entry, value);
            return value;
        }
        finally
        {
            _pending.Remove(entry);
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
    /// <exception cref="OperationCanceledException">This caller left.</exception>
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
            CacheEntry<TValue>? entry = Find(in key);
            if (entry is null)
            {
                var bulk = new BulkLoad<TKey, TItem, TValue, TState>(this, state, load);
                return new BulkRequest<TKey, TItem, TValue, TState>(this, bulk, values).RunAsync(
                    items, i, state, keyOf, cancellationToken);
            }

            values[i] = entry.Value;
        }

        CacheCounter.Count(Name, hits: count, misses: 0);
        return new ValueTask<IReadOnlyList<TValue>>(values);
    }

    /// <summary>Drops a key. Constant time.</summary>
    /// <param name="key">The key.</param>
    public void Invalidate(in TKey key)
    {
        // Loads first: one that ends in between has its entry in the cache before it leaves the table.
        if (_flights.TryGetValue(key, out Flight<TKey, TValue>? flight))
        {
            Withdraw(flight);
        }

        _pending.Invalidate(in key);
        CacheKey<TKey> probe = CacheKey<TKey>.Rent(_identity, in key);
        try
        {
            _memory.Remove(probe);
        }
        catch (ObjectDisposedException)
        {
            // A write that outlives the decorator has nothing left to drop.
        }

        probe.Return();
    }

    /// <summary>
    /// Drops every key. Constant time: entries of the past are never served again, and their memory is freed when they are
    /// replaced, expire or have to make room.
    /// </summary>
    public void InvalidateAll() => Interlocked.Increment(ref _epoch);

    internal CacheEntry<TValue> CreateEntry(in TKey key)
    {
        long epoch = Volatile.Read(ref _epoch);
        TagToken[] tokens = _tagsOf is null ? [] : _tagTable.Capture(_tagsOf(key));
        return new CacheEntry<TValue>(epoch, tokens);
    }

    internal CacheEntry<TValue>? Find(in TKey key)
    {
        CacheKey<TKey> probe = CacheKey<TKey>.Rent(_identity, in key);
        bool found = _memory.TryGetValue(probe, out object? kept);
        probe.Return();
        if (!found)
        {
            return null;
        }

        // The key holds this region's identity, which never leaves it: whatever is found was put there by Store.
        CacheEntry<TValue> entry = Unsafe.As<CacheEntry<TValue>>(kept!);
        return entry.IsCurrent(Volatile.Read(ref _epoch)) ? entry : null;
    }

    /// <summary>Joins the flight of the key, if there is a current one. A stale or abandoned one is put out of the way.</summary>
    /// <exception cref="InvalidOperationException">The flight is the caller's own.</exception>
    internal bool TryJoin(in TKey key, [NotNullWhen(true)] out Flight<TKey, TValue>? flight)
    {
        if (!_flights.TryGetValue(key, out flight))
        {
            return false;
        }

        if (flight.Entry.IsCurrent(Volatile.Read(ref _epoch)))
        {
            if (flight.Operation.IsAncestorOfCaller)
            {
                throw new InvalidOperationException(
                    $"The load of a key of cache region '{Name}' asks for the same key and would wait for itself. "
                    + "Call the inner store from inside a load, not its decorator.");
            }

            if (flight.Operation.TryJoin())
            {
                return true;
            }
        }

        Withdraw(flight);
        return false;
    }

    /// <summary>Enters a flight into the table. False: somebody else was first.</summary>
    internal bool TryOpen(Flight<TKey, TValue> flight) => _flights.TryAdd(flight.Key, flight);

    /// <summary>
    /// Ends a flight that was just opened with the value that an earlier one may have left since the caller's look-up.
    /// </summary>
    internal bool TryLandFromCache(Flight<TKey, TValue> flight)
    {
        try
        {
            TKey key = flight.Key;
            CacheEntry<TValue>? entry = Find(in key);
            if (entry is null)
            {
                return false;
            }

            Land(flight, entry.Value);
        }
        catch (Exception error)
        {
            Crash(flight, ExceptionDispatchInfo.Capture(error));
        }

        return true;
    }

    /// <summary>Keeps the value of a flight that is still in the table, unless it was invalidated meanwhile.</summary>
    internal void Keep(Flight<TKey, TValue> flight, TValue value)
    {
        TKey key = flight.Key;
        Store(in key, flight.Entry, value);
    }

    internal void Land(Flight<TKey, TValue> flight, TValue value)
    {
        Remove(flight);
        flight.TrySucceed(value);
    }

    internal void Crash(Flight<TKey, TValue> flight, ExceptionDispatchInfo error)
    {
        Withdraw(flight);
        flight.TryFail(error);
    }

    /// <summary>
    /// Takes a flight out of the table before it has ended. From then on an invalidation cannot find it, so its value must
    /// never be kept.
    /// </summary>
    internal void Withdraw(Flight<TKey, TValue> flight)
    {
        flight.Entry.Invalidate();
        Remove(flight);
    }

    private void Remove(Flight<TKey, TValue> flight)
        => _flights.TryRemove(new KeyValuePair<TKey, Flight<TKey, TValue>>(flight.Key, flight));

    private void Store(in TKey key, CacheEntry<TValue> entry, TValue value)
    {
        entry.Value = value;
        TimeSpan lifetime = value is null ? _policy.NullLifetime : _policy.Lifetime;
        if (lifetime == TimeSpan.Zero || !entry.IsCurrent(Volatile.Read(ref _epoch)))
        {
            return;
        }

        lifetime = _jitter.Shorten(lifetime, _policy.JitterPercent);
        try
        {
            using ICacheEntry kept = _memory.CreateEntry(new CacheKey<TKey>(_identity, in key));
            kept.Value = entry;
            kept.Size = 1;
            kept.AbsoluteExpirationRelativeToNow = lifetime;
            if (_policy.Sliding > TimeSpan.Zero && _policy.Sliding < lifetime)
            {
                kept.SlidingExpiration = _policy.Sliding;
            }
        }
        catch (ObjectDisposedException)
        {
            // The cache was disposed while the load ran. Its callers still get their value; there is nowhere to keep it.
        }
    }
}
