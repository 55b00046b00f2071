using Rote.Execution;

namespace Rote.Pooling;

/// <content>What happens now and then, by a timer: idle and old connections are closed, leaks are logged.</content>
public sealed partial class ConnectionPool<TConnection>
{
    /// <summary>Ticks of the shortest of the times that are watched.</summary>
    private const int TicksPerTime = 4;

    private readonly ITimer _tickTimer;
    private readonly TimeSpan _tickPeriod;
    private readonly int _idleTicks;
    private bool _ticks;
    private int _closing;
    private long _closed;

    int IObservedPool.MinConnections => _options.MinConnections;

    int IObservedPool.MaxConnections => _options.MaxConnections;

    // The clock is read by the timer, not by rents: how long a connection was unused is counted in ticks.
    private static (TimeSpan Period, int IdleTicks) MeasureTicks(ConnectionPoolOptions options)
    {
        TimeSpan shortest = Shorter(options.IdleTimeout, options.MaxAge);
        shortest = options.DetectLeaks ? Shorter(shortest, options.LeakAfter) : shortest;
        if (shortest == Timeout.InfiniteTimeSpan)
        {
            return (Timeout.InfiniteTimeSpan, int.MaxValue);
        }

        TimeSpan period = RoundUp(shortest / TicksPerTime);

        // One more: of the first, only a part has gone by when it is counted.
        double ticks = options.IdleTimeout == Timeout.InfiniteTimeSpan
            ? int.MaxValue
            : Math.Ceiling(options.IdleTimeout / period) + 1;
        return (period, (int)Math.Min(ticks, int.MaxValue));
    }

    private void StartTickingUnderLock()
    {
        if (!_ticks && _tickPeriod != Timeout.InfiniteTimeSpan)
        {
            _ticks = true;
            _tickTimer.Change(_tickPeriod, _tickPeriod);
        }
    }

    private void OnTick()
    {
        var closed = new List<PooledConnection<TConnection>>();
        List<PoolRental> leaks;
        long now = _time.GetTimestamp();
        lock (_gate)
        {
            _tick++;
            foreach (PooledConnection<TConnection> entry in _all)
            {
                if (entry.ExpiresAt <= now)
                {
                    entry.Retire();
                }
            }

            TrimUnderLock(closed);
            leaks = _options.DetectLeaks ? NewLeaksUnderLock(now) : [];
            if (_all.Count == 0)
            {
                _ticks = false;
                _tickTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        Close(closed);
        StartOpenings();
        foreach (PoolRental leak in leaks)
        {
            PoolLog.Leak(_log, Name, leak.RentedFor.TotalSeconds, leak.RentedBy);
        }
    }

    /// <summary>
    /// Takes out idle connections that are retired, and those that were unused for too long as far as they are beyond the
    /// minimum. The bottom of the stack was unused longest.
    /// </summary>
    private void TrimUnderLock(List<PooledConnection<TConnection>> closed)
    {
        int kept = 0;
        for (int i = 0; i < _idleCount; i++)
        {
            PooledConnection<TConnection> entry = _idle[i];
            bool isUnused = _tick - entry.IdleTick >= _idleTicks && OpenUnderLock > _options.MinConnections;
            if (entry.IsRetired || isUnused)
            {
                RemoveUnderLock(entry);
                closed.Add(entry);
            }
            else
            {
                _idle[kept++] = entry;
            }
        }

        Array.Clear(_idle, kept, _idleCount - kept);
        _idleCount = kept;
    }

    private List<PoolRental> NewLeaksUnderLock(long now)
    {
        var leaks = new List<PoolRental>();
        foreach (PooledConnection<TConnection> entry in _all)
        {
            if (entry is { IsRented: true, IsReported: false, RentedAt: not PoolTime.None, RentedBy: { } renter }
                && _time.GetElapsedTime(entry.RentedAt, now) is var time
                && time >= _options.LeakAfter)
            {
                entry.IsReported = true;
                leaks.Add(new PoolRental(time, renter));
            }
        }

        return leaks;
    }

    private static void Close(List<PooledConnection<TConnection>> entries)
    {
        foreach (PooledConnection<TConnection> entry in entries)
        {
            Close(entry);
        }
    }

    /// <summary>In the background: who gives a connection back does not wait for its end.</summary>
    private static void Close(PooledConnection<TConnection> entry)
        => ThreadPool.UnsafeQueueUserWorkItem(
            static entry => _ = entry.Pool.CloseAsync(entry.Connection), entry, preferLocal: false);

    private async Task CloseAsync(TConnection connection)
    {
        try
        {
            await _functions.CloseAsync(connection).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The connection is gone either way; the log says how.
        catch (Exception error)
#pragma warning restore CA1031
        {
            PoolLog.ClosingFailed(_log, error, Name);
        }

        bool mayOpenAgain;
        lock (_gate)
        {
            mayOpenAgain = ClosesTooManyUnderLock;
            _closing--;
            SignalUnderLock();
        }

        if (mayOpenAgain)
        {
            StartOpenings();
        }
    }

    // The pool's timers run in no caller's context, which they would keep alive.
    private ITimer CreateTimer(Action<ConnectionPool<TConnection>> callback)
    {
        ITimer? timer = null;
        CleanContext.Run(
            _ => timer = _time.CreateTimer(
                static state =>
                {
                    var (pool, callback) = ((ConnectionPool<TConnection>, Action<ConnectionPool<TConnection>>))state!;
                    callback(pool);
                },
                (this, callback),
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan),
            null);
        return timer!;
    }
}
