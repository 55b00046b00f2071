using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Rote.Execution;

namespace Rote.Pooling;

/// <summary>A pool of connections of any kind: to a database, a vector index, a model server.</summary>
/// <typeparam name="TConnection">The connection.</typeparam>
/// <remarks>
/// <para>
/// Thread-safe. A rent and its return take one short lock each, constant time, and allocate nothing while a connection is idle.
/// The one that came back last is rented first, so that those which are not needed grow old and are closed. Callers that wait
/// are served in the order in which they came; nobody overtakes them.
/// </para>
/// <para>
/// An opening belongs to the pool, not to the caller who caused it: it runs without the caller's context, goes on when that
/// caller cancels, and serves whoever waits longest. A failed one fails that caller with its own exception, and is never kept.
/// Connections that are rented are never touched: what is too old, or was cleared, is closed when it comes back.
/// </para>
/// <para>Dispose of it: until then timers keep it alive.</para>
/// </remarks>
public sealed partial class ConnectionPool<TConnection> : IObservedPool, IAsyncDisposable, IDisposable
    where TConnection : class
{
    private const int MaxFreeWaiters = 256;

    /// <summary>
    /// Guards everything that changes. Under it run no function of the user and no continuation; of foreign code only clock and
    /// timers of the <see cref="TimeProvider"/>. It is taken while no other lock is held.
    /// </summary>
    private readonly Lock _gate = new();

    private readonly ConnectionFunctions<TConnection> _functions;
    private readonly ConnectionPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _isPlain;
    private readonly bool _checksHealth;

    /// <summary>Connections that are open, rented or not, in no order.</summary>
    private readonly List<PooledConnection<TConnection>> _all = [];

    /// <summary>A stack, with room for every open connection: who came back last is on top.</summary>
    private PooledConnection<TConnection>[] _idle = [];

    private readonly WaiterQueue<TConnection> _waiters = new();
    private readonly Stack<RentWaiter<TConnection>> _freeWaiters = new();

    private int _idleCount;
    private int _rented;
    private int _tick;

    /// <summary>Makes a pool. Nothing is opened yet.</summary>
    /// <param name="open">Opens a connection. It must heed its token.</param>
    /// <param name="options">Limits and times; <see langword="null"/> for the defaults. Copied.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public ConnectionPool(Func<CancellationToken, ValueTask<TConnection>> open, ConnectionPoolOptions? options = null)
        : this(new ConnectionFunctions<TConnection> { Open = open }, options)
    {
    }

    /// <summary>Makes a pool. Nothing is opened yet.</summary>
    /// <param name="functions">How connections are opened, checked and closed.</param>
    /// <param name="options">Limits and times; <see langword="null"/> for the defaults. Copied.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public ConnectionPool(ConnectionFunctions<TConnection> functions, ConnectionPoolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        if (functions.Open is null)
        {
            throw new ArgumentException(
                "ConnectionFunctions.Open is null. Give the function that opens a connection.", nameof(functions));
        }

        _options = (options ?? new ConnectionPoolOptions()).Snapshot(typeof(TConnection).Name);
        _functions = functions;
        _time = _options.TimeProvider;
        _checksHealth = functions.IsHealthy is not null;
        _isPlain = !_checksHealth && !_options.DetectLeaks;
        _log = _options.LoggerFactory?.CreateLogger("Rote.Pooling.ConnectionPool");
        _random = new Random(_options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        _nameTag = new KeyValuePair<string, object?>(PoolInstruments.NameTag, Name);
        (_tickPeriod, _idleTicks) = MeasureTicks(_options);
        _waitTimer = CreateTimer(static pool => pool.OnWaitTimer());
        _tickTimer = CreateTimer(static pool => pool.OnTick());
        _refillTimer = CreateTimer(static pool => pool.OnRefillTimer());
        PoolInstruments.Add(this);
    }

    /// <summary>The pool's name in metrics, logs and exceptions.</summary>
    public string Name => _options.Name!;

    /// <summary>
    /// Rents a connection: an idle one, else one that is opened, else the first that comes back. Completes at once where one is
    /// idle.
    /// </summary>
    /// <param name="cancellationToken">
    /// Ends the wait. A rent that succeeded meanwhile succeeds; nothing is lost either way.
    /// </param>
    /// <returns>The lease. Dispose of it, or the connection is lost to the pool.</returns>
    /// <exception cref="PoolExhaustedException">None became free in time, or too many callers wait already.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    /// <remarks>What the opening of the connection throws, this throws.</remarks>
    public ValueTask<PoolLease<TConnection>> RentAsync(CancellationToken cancellationToken = default)
        => _isPlain && !PoolInstruments.TimesRents && !cancellationToken.IsCancellationRequested && TryTakeIdle(out var lease)
            ? new ValueTask<PoolLease<TConnection>>(lease)
            : RentSlowlyAsync(isBlocking: false, cancellationToken);

    /// <summary>Rents a connection, and blocks until there is one. Prefer <see cref="RentAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease.</returns>
    /// <inheritdoc cref="RentAsync"/>
    public PoolLease<TConnection> Rent(CancellationToken cancellationToken = default)
    {
        if (_isPlain && !PoolInstruments.TimesRents && !cancellationToken.IsCancellationRequested && TryTakeIdle(out var lease))
        {
            return lease;
        }

        ValueTask<PoolLease<TConnection>> rent = RentSlowlyAsync(isBlocking: true, cancellationToken);
        if (rent.IsCompleted)
        {
            return rent.GetAwaiter().GetResult();
        }

        Task<PoolLease<TConnection>> task = rent.AsTask();
        BlockingWait.For(task.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        return new ValueTask<PoolLease<TConnection>>(task).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Opens connections until <see cref="ConnectionPoolOptions.MinConnections"/> are open, those that are rented among them.
    /// Without it the pool fills itself after the first rent, in the background.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the openings.</param>
    /// <returns>Completes when they are open.</returns>
    /// <remarks>What an opening throws, this throws; those that succeeded are kept.</remarks>
    public async Task FillAsync(CancellationToken cancellationToken = default)
    {
        int missing = Math.Max(0, _options.MinConnections - GetStatistics().Rented);
        var rents = new Task<PoolLease<TConnection>>[missing];
        for (int i = 0; i < rents.Length; i++)
        {
            rents[i] = RentAsync(cancellationToken).AsTask();
        }

        try
        {
            await Task.WhenAll(rents).ConfigureAwait(false);
        }
        finally
        {
            foreach (Task<PoolLease<TConnection>> rent in rents.Where(static rent => rent.IsCompletedSuccessfully))
            {
                using PoolLease<TConnection> lease = await rent.ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Replaces all connections: those that are idle are closed now, those that are rented when they come back, those that are
    /// being opened when they are open. For a failover that the application knows of.
    /// </summary>
    public void Clear()
    {
        var closed = new List<PooledConnection<TConnection>>();
        lock (_gate)
        {
            _generation++;
            foreach (PooledConnection<TConnection> entry in _all)
            {
                entry.Retire();
            }

            TrimUnderLock(closed);
        }

        Close(closed);
        StartOpenings();
    }

    /// <summary>The pool at this moment: counts that belong together.</summary>
    /// <returns>The counts.</returns>
    public PoolStatistics GetStatistics()
    {
        lock (_gate)
        {
            return StatisticsUnderLock();
        }
    }

    /// <summary>
    /// The rents that have not ended, longest first. Empty without <see cref="ConnectionPoolOptions.DetectLeaks"/>.
    /// </summary>
    /// <returns>Who rented, and for how long.</returns>
    public IReadOnlyList<PoolRental> GetRentals()
    {
        long now = _time.GetTimestamp();
        lock (_gate)
        {
            return RentalsUnderLock(now);
        }
    }

    /// <summary>Gives a connection back, unless the lease is not the one that holds it.</summary>
    internal bool TryReturn(PooledConnection<TConnection> entry, int version)
    {
        long now = _checksHealth ? _time.GetTimestamp() : PoolTime.None;
        RentWaiter<TConnection>? waiter = null;
        PoolLease<TConnection> lease = default;
        long rentedAt;
        bool closes = false;
        lock (_gate)
        {
            if (entry.Version != version)
            {
                return false;
            }

            rentedAt = entry.RentedAt;
            entry.Advance();
            _rented--;
            if (entry.IsRetired || (_isDraining && _waiters.Count == 0))
            {
                closes = true;
                RemoveUnderLock(entry);
            }
            else if (_waiters.Count > 0 && _waiters.TryTake(out waiter))
            {
                entry.IdleSince = PoolTime.None;
                lease = LendUnderLock(entry);
            }
            else
            {
                entry.IdleTick = _tick;
                entry.IdleSince = now;
                _idle[_idleCount++] = entry;
            }

            if (_isDraining)
            {
                SignalUnderLock();
            }
        }

        if (rentedAt != PoolTime.None)
        {
            RecordUse(rentedAt);
        }

        if (waiter is not null)
        {
            waiter.Grant(lease);
        }
        else if (closes)
        {
            Close(entry);
            StartOpenings();
        }

        return true;
    }

    /// <summary>Sees to it that a rented connection is closed when it comes back.</summary>
    internal bool TryRetire(PooledConnection<TConnection> entry, int version)
    {
        lock (_gate)
        {
            if (entry.Version != version)
            {
                return false;
            }

            entry.Retire();
            return true;
        }
    }

    /// <summary>Sees to it that a rented connection is checked before its next rent.</summary>
    internal bool TrySuspect(PooledConnection<TConnection> entry, int version)
    {
        lock (_gate)
        {
            if (entry.Version != version)
            {
                return false;
            }

            entry.IsSuspect = true;
            return true;
        }
    }

    /// <summary>Takes a caller out of the queue who wants no more; not when it has been taken out already.</summary>
    internal bool TryLeaveQueue(RentWaiter<TConnection> waiter)
    {
        lock (_gate)
        {
            bool left = _waiters.TryRemove(waiter);
            if (_isDraining)
            {
                SignalUnderLock();
            }

            return left;
        }
    }

    internal void Recycle(RentWaiter<TConnection> waiter)
    {
        lock (_gate)
        {
            if (_freeWaiters.Count < MaxFreeWaiters)
            {
                _freeWaiters.Push(waiter);
            }
        }
    }

    private bool TryTakeIdle(out PoolLease<TConnection> lease)
    {
        lock (_gate)
        {
            return TryTakeIdleUnderLock(out lease);
        }
    }

    // While callers wait, none is idle: what comes back goes to the first of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTakeIdleUnderLock(out PoolLease<TConnection> lease)
    {
        if (_idleCount == 0 || _isDraining)
        {
            lease = default;
            return false;
        }

        lease = LendUnderLock(_idle[--_idleCount]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PoolLease<TConnection> LendUnderLock(PooledConnection<TConnection> entry)
    {
        _rented++;
        entry.OperationsLeft--;
        entry.RentedAt = PoolTime.None;
        return new PoolLease<TConnection>(entry, entry.Advance());
    }

    private PoolStatistics StatisticsUnderLock()
        => new(OpenUnderLock, _idleCount, _rented, _opening, _waiters.Count, _opened, _failed, _closed, _timedOut);

    /// <summary>Takes an open connection, idle or rented no more, out of the pool; it is about to be closed.</summary>
    private void RemoveUnderLock(PooledConnection<TConnection> entry)
    {
        PooledConnection<TConnection> last = _all[^1];
        _all[entry.Index] = last;
        last.Index = entry.Index;
        _all.RemoveAt(_all.Count - 1);
        _closing++;
        _closed++;
    }
}
