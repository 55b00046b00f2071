using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>What a region does behind its gate: entries, flights and generations, which change together.</summary>
/// <remarks>
/// One lock, the gate. Under it run only the equality of keys, the application's cache where the region is kept in one, and the
/// tags' lock, which comes after it. Everything takes constant time, amortised.
/// </remarks>
internal sealed class RegionCore<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly Lock _gate = new();
    private readonly FlightTable<TKey, TValue> _flights = new();
    private readonly CacheFunctions<TKey, TValue> _functions;
    private readonly EntryPolicy<TKey, TValue> _entries;
    private readonly CachePolicy _policy;
    private readonly TagTable _tags;
    private readonly RegionClock _clock;
    private readonly EntryStore<TKey, TValue> _store;
    private int _epoch;
    private bool _closed;

    public RegionCore(
        CachePolicy policy,
        CacheFunctions<TKey, TValue> functions,
        EntryPolicy<TKey, TValue> entries,
        CacheServices services)
    {
        _policy = policy;
        _functions = functions;
        _tags = services.Tags;
        _clock = services.Clock;
        _entries = entries;

        // Before the counters: a region that is refused must not have taken their slot, which only a living one gives back.
        Level = policy.Level is null
            ? null
            : services.GateOf(policy.Level).Open<TKey, TValue>(policy.Region, functions.KeyText, services.Serializers);
        Counters = new CacheCounters(Level?.Count);
        _store = new EntryStore<TKey, TValue>(policy, services, Counters);
    }

    /// <summary>The table that hits read.</summary>
    public EntryTable<TKey, TValue> Table => _store.Table;

    public CacheCounters Counters { get; }

    /// <summary>The second level; <see langword="null"/>: there is none.</summary>
    public SecondLevel<TKey, TValue>? Level { get; }

    public string Name => _policy.Region;

    /// <summary>Loads in flight. Zero when nobody waits for anything.</summary>
    public int LoadsInFlight
    {
        get
        {
            lock (_gate)
            {
                return _flights.Count;
            }
        }
    }

    public CacheStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                _store.Size(_clock.Now);
                int count = Table.Count;
                LevelCounters level = Level?.Counters ?? default;
                return new CacheStatistics(
                    Counters.Hits,
                    Counters.Misses,
                    Counters.Loads,
                    Counters.FailedLoads,
                    Counters.StaleHits,
                    Counters.Renewals,
                    Counters.Evictions,
                    Counters.Expirations,
                    count,
                    Table.Weight,
                    Table.Capacity,
                    count == 0 ? default : TimeSpan.FromMilliseconds(_clock.Now - ((double)Table.SumOfBirths / count)))
                {
                    SecondLevelHits = level.Hits,
                    SecondLevelMisses = level.AllMisses,
                    SecondLevelFailures = level.AllFailures,
                };
            }
        }
    }

    /// <summary>
    /// Looks behind the gate: at what is kept, then at what is in flight. Where neither answers, or an entry is due, the
    /// newcomer's
    /// own flight is entered into the table; he must then start it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The flight to wait for is the caller's own.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    public Entrance<TKey, TValue> Enter(Flight<TKey, TValue> newcomer)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(CacheRegion<TKey, TValue>));
            long now = _clock.Now;
            CacheEntry<TKey, TValue>? entry = _store.Find(in newcomer.Key, newcomer.Hash, _epoch);
            if (entry is not null && _entries.IsLive(entry, now))
            {
                return new(entry, TryRenew(entry, newcomer, now) ? newcomer : null);
            }

            Flight<TKey, TValue>? joined = Join(newcomer);
            if (joined is null)
            {
                Open(newcomer);
            }

            return new(null, joined ?? newcomer);
        }
    }

    /// <summary>Lets others join a flight of a bulk load that was entered to renew an entry.</summary>
    public void Admit(Flight<TKey, TValue> flight)
    {
        lock (_gate)
        {
            flight.IsJoinable = true;
        }
    }

    /// <summary>Gives an operation its deadline, before its start.</summary>
    public void Limit(LoadOperation operation)
    {
        if (_policy.LoadTimeout > TimeSpan.Zero)
        {
            operation.Limit(_clock.Provider, _policy.LoadTimeout);
        }
    }

    /// <summary>
    /// Reads the generations of the tags. To be called after the flight is in the table and before its load begins.
    /// </summary>
    public void Prepare(Flight<TKey, TValue> flight)
    {
        if (_functions.Tags is null)
        {
            return;
        }

        flight.Tags = _tags.Capture(_functions.Tags(flight.Key));

        // Seen by all before the load reads anything: who finds no tags yet may join, as what it gets is read later.
        Interlocked.MemoryBarrier();
    }

    public CacheTag[] TagsOf(in TKey key) => _functions.Tags?.Invoke(key) ?? [];

    /// <summary>Whether what the second level has answers a flight.</summary>
    public bool Accepts(Flight<TKey, TValue> flight, bool found, TimeSpan remaining)
        => found && (flight.Renews is null || _entries.IsFresh(remaining));

    /// <summary>
    /// Ends a flight's time in the table, and keeps its value, for <paramref name="limit"/> at most, unless it was invalidated
    /// meanwhile. Says how long the value is good, for the second level, though it may be too heavy for this one; zero: not at
    /// all.
    /// </summary>
    public TimeSpan Keep(Flight<TKey, TValue> flight, TValue value, TimeSpan limit)
    {
        CacheEntry<TKey, TValue>? entry = _entries.Make(flight, value, limit);
        lock (_gate)
        {
            _flights.Remove(flight);
            if (!IsCurrent(flight) || _closed)
            {
                return TimeSpan.Zero;
            }

            if (entry is null)
            {
                _store.Drop(in flight.Key, flight.Hash);
            }
            else
            {
                _store.Put(entry, _entries.Stale);
            }
        }

        return entry is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(entry.Expiry - entry.Born);
    }

    /// <summary>Gives the value of a flight to its waiters.</summary>
    public void Land(Flight<TKey, TValue> flight, TValue value)
    {
        bool renewed = flight.Renews is not null;
        if (flight.TrySucceed(value))
        {
            Counters.CountLoad(failed: false);
            if (renewed)
            {
                Counters.CountRenewal();
            }
        }
    }

    /// <summary>Fails a flight, or lands it with the value of an expired entry that may still answer.</summary>
    public void Crash(Flight<TKey, TValue> flight, ExceptionDispatchInfo error)
    {
        CacheEntry<TKey, TValue>? stale = null;
        bool expired = false;
        lock (_gate)
        {
            bool mayBeStale = _entries.Stale > 0 && IsCurrent(flight) && !_closed;

            // First of all: whatever a foreign cache may throw below, the key is free and nobody keeps the value.
            WithdrawInside(flight);
            long now = _clock.Now;
            if (flight.Renews is not null)
            {
                _entries.EndRenewal(flight.Renews, now);
                flight.Renews = null;
            }

            if (mayBeStale && _store.FindStale(in flight.Key, flight.Hash, _epoch) is { } entry && _entries.IsStale(entry, now))
            {
                stale = entry;
                expired = !_entries.IsLive(entry, now);
            }
        }

        if (stale is null ? flight.TryFail(error) : flight.TrySucceed(stale.Value))
        {
            Counters.CountLoad(failed: true);
            if (expired)
            {
                Counters.CountStaleHit();
            }
        }
    }

    /// <summary>Fails a flight whose load takes too long; see <see cref="Crash"/>.</summary>
    public void TimeOut(Flight<TKey, TValue> flight)
        => Crash(flight, ExceptionDispatchInfo.Capture(new TimeoutException(
            $"A load of cache region '{Name}' took longer than {_policy.LoadTimeout.TotalMilliseconds} ms.")));

    /// <summary>
    /// Takes a flight out of the table before it has ended. From then on an invalidation cannot find it, so its value must
    /// never be kept.
    /// </summary>
    public void Withdraw(Flight<TKey, TValue> flight)
    {
        lock (_gate)
        {
            WithdrawInside(flight);
        }
    }

    public void Invalidate(in TKey key)
    {
        // The level first: a load that begins in between must not find there what is dropped here.
        Level?.Remove(in key);
        int hash = key.GetHashCode();
        lock (_gate)
        {
            _flights.Withdraw(in key, hash);
            _store.Drop(in key, hash);
        }
    }

    public void InvalidateAll()
    {
        Level?.RemoveRegion();
        lock (_gate)
        {
            _epoch++;
            Table.Clear();
        }
    }

    public void Resize(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        lock (_gate)
        {
            _store.Resize(capacity);
        }
    }

    /// <summary>Drops everything and keeps nothing any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _epoch++;
            Table.Clear();
        }
    }

    /// <summary>Look-up in the application's cache. Takes no lock.</summary>
    /// <exception cref="ObjectDisposedException">The application's cache is disposed.</exception>
    public CacheEntry<TKey, TValue>? FindInMemory(in TKey key)
        => Volatile.Read(ref _closed) ? null : _store.FindInMemory(in key, Volatile.Read(ref _epoch));

    /// <summary>Makes the newcomer renew an entry that is due, unless somebody already does.</summary>
    private bool TryRenew(CacheEntry<TKey, TValue> entry, Flight<TKey, TValue> newcomer, long now)
    {
        bool due = now >= entry.RenewAt;
        _entries.Touch(entry, now);
        _store.CountUse(entry);
        if (!due || _flights.FindJoinable(in newcomer.Key, newcomer.Hash, blocking: false) is not null)
        {
            return false;
        }

        _entries.BeginRenewal(entry);
        newcomer.Renews = entry;
        Open(newcomer);

        // A bulk load moves it to another operation first.
        newcomer.IsJoinable = ReferenceEquals(newcomer.Operation, newcomer);
        return true;
    }

    /// <summary>Joins the flight of the key, if there is a current one. A stale or abandoned one is put out of the way.</summary>
    private Flight<TKey, TValue>? Join(Flight<TKey, TValue> newcomer)
    {
        // A synchronous caller does not block on what may need this very thread to go on: it could last for ever.
        bool blocking = newcomer.Operation.IsSynchronous;
        Flight<TKey, TValue>? flight = _flights.FindJoinable(in newcomer.Key, newcomer.Hash, blocking);
        if (flight is null)
        {
            return null;
        }

        if (IsCurrent(flight))
        {
            if (_flights.HasAncestorOfCaller(in newcomer.Key, newcomer.Hash))
            {
                throw new InvalidOperationException(
                    $"The load of a key of cache region '{Name}' asks for the same key and would wait for itself. "
                    + "Call the inner store from inside a load, not its decorator.");
            }

            if (flight.Operation.TryJoin())
            {
                return flight;
            }
        }

        WithdrawInside(flight);
        return null;
    }

    private void Open(Flight<TKey, TValue> flight)
    {
        flight.Epoch = _epoch;
        _flights.Add(flight);
    }

    private bool IsCurrent(Flight<TKey, TValue> flight)
    {
        if (flight.IsWithdrawn || flight.Epoch != _epoch)
        {
            return false;
        }

        foreach (TagToken tag in flight.Tags ?? [])
        {
            if (tag.Invalidated)
            {
                return false;
            }
        }

        return true;
    }

    private void WithdrawInside(Flight<TKey, TValue> flight)
    {
        flight.IsWithdrawn = true;
        _flights.Remove(flight);
    }
}
