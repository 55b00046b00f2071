using Microsoft.Extensions.Logging;
using Rote.Execution;
using Rote.Monitoring;

namespace Rote.Pooling;

/// <content>Openings, for callers that wait and up to the minimum.</content>
public sealed partial class ConnectionPool<TConnection>
{
    private static readonly TimeSpan FirstRefillDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause: a server that is back is noticed within it, though nobody asks.</summary>
    private static readonly TimeSpan LongestRefillDelay = TimeSpan.FromSeconds(1);

    private static readonly ContextCallback OpenForCallers
        = static state => _ = ((ConnectionPool<TConnection>)state!).OpenWhileAskedAsync();

    private static readonly Action<ConnectionPool<TConnection>> Refill = static pool => _ = pool.RefillAsync();

    /// <summary>Closings on their way from which on nothing is opened, where the maximum of the pool is less.</summary>
    private const int MostClosing = 100;

    private readonly CancellationTokenSource _lifetime = new();
    private readonly ILogger? _log;
    private readonly Random _random;
    private readonly ITimer _refillTimer;
    private TimeSpan _refillDelay = FirstRefillDelay;
    private bool _refillPauses;
    private bool _isStarted;
    private int _opening;
    private int _generation;
    private long _opened;
    private long _failed;
    private Exception? _lastFailure;

    private int OpenUnderLock => _all.Count + _opening;

    private bool ClosesTooManyUnderLock => _closing >= Math.Max(MostClosing, _options.MaxConnections);

    /// <summary>
    /// Begins what is missing: one opening for each caller that waits, in this call, as long as there is room; then, in the
    /// background, up to the minimum.
    /// </summary>
    private void StartOpenings()
    {
        while (TryClaimForCaller())
        {
            CleanContext.Run(OpenForCallers, this);
        }

        while (TryClaimForMinimum())
        {
            ThreadPool.UnsafeQueueUserWorkItem(Refill, this, preferLocal: false);
        }
    }

    private bool TryClaimForCaller()
    {
        lock (_gate)
        {
            return TryClaimUnderLock(_waiters.Count > _opening && !_isStopped);
        }
    }

    private bool TryClaimForMinimum()
    {
        lock (_gate)
        {
            return TryClaimUnderLock(OpenUnderLock < _options.MinConnections && _isStarted && !_refillPauses && !_isDraining);
        }
    }

    private bool TryClaimUnderLock(bool isWanted)
    {
        // Else connections would pile up without bound behind closings that hang.
        if (!isWanted || OpenUnderLock >= _options.MaxConnections || ClosesTooManyUnderLock)
        {
            return false;
        }

        _opening++;
        return true;
    }

    private async Task OpenWhileAskedAsync()
    {
        do
        {
            await OpenOneAsync().ConfigureAwait(false);
        }
        while (TryClaimForCaller());
        StartOpenings();
    }

    private async Task RefillAsync()
    {
        await OpenOneAsync().ConfigureAwait(false);
        StartOpenings();
    }

    /// <summary>Opens one that was claimed. Never throws.</summary>
    private async Task OpenOneAsync()
    {
        int generation = Volatile.Read(ref _generation);
        long began = PoolInstruments.CreateTime.Enabled ? _time.GetTimestamp() : PoolTime.None;
        TConnection connection;
        try
        {
            connection = await OpenInTimeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it throws, the caller that waits longest gets it, and the log.
        catch (Exception error)
#pragma warning restore CA1031
        {
            OnOpeningFailed(error);
            return;
        }

        if (began != PoolTime.None)
        {
            PoolInstruments.CreateTime.RecordQuietly(_time.GetElapsedTime(began).TotalSeconds, _nameTag);
        }

        OnOpened(connection, generation);
    }

    private async ValueTask<TConnection> OpenInTimeAsync()
    {
        using var timeout = new CancellationTokenSource(_options.OpenTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _lifetime.Token);
        try
        {
            return await _functions.Open(either.Token).ConfigureAwait(false)
                ?? throw new RoteContractException($"The function that opens connections of pool '{Name}' returned null.");
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested && !_lifetime.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"A connection of pool '{Name}' was not open within OpenTimeout, {_options.OpenTimeout}.", error);
        }
    }

    private void OnOpened(TConnection connection, int generation)
    {
        PooledConnection<TConnection> entry;
        RentWaiter<TConnection>? waiter = null;
        PoolLease<TConnection> lease = default;
        bool closes = false;
        long now = _time.GetTimestamp();
        lock (_gate)
        {
            entry = NewEntryUnderLock(connection, now);
            _opening--;
            _opened++;
            _lastFailure = null;
            _refillDelay = FirstRefillDelay;
            if (generation != _generation || _isStopped || (_isDraining && _waiters.Count == 0))
            {
                closes = true;
                _closing++;
                _closed++;
            }
            else
            {
                entry.Index = _all.Count;
                _all.Add(entry);
                MakeRoomForIdleUnderLock();
                StartTickingUnderLock();
                if (_waiters.TryTake(out waiter))
                {
                    lease = LendUnderLock(entry);
                }
                else
                {
                    entry.IdleTick = _tick;
                    entry.IdleSince = now;
                    _idle[_idleCount++] = entry;
                }
            }

            SignalUnderLock();
        }

        waiter?.Grant(lease);
        if (closes)
        {
            Close(entry);
        }
    }

    // One failure fails one caller: who waits longest. The others have openings of their own, which begin now.
    private void OnOpeningFailed(Exception error)
    {
        RentWaiter<TConnection>? waiter = null;
        lock (_gate)
        {
            _opening--;
            _failed++;
            _lastFailure = error;
            if (_waiters.Count > _opening)
            {
                _waiters.TryTake(out waiter);
            }

            PauseRefillUnderLock();
            SignalUnderLock();
        }

        waiter?.Fail(error);
        if (!_lifetime.IsCancellationRequested)
        {
            PoolLog.OpeningFailed(_log, error, Name);
        }
    }

    private void PauseRefillUnderLock()
    {
        if (_refillPauses || _isDraining || _options.MinConnections == 0)
        {
            return;
        }

        _refillPauses = true;
        _refillTimer.Change(_refillDelay, Timeout.InfiniteTimeSpan);
        _refillDelay = Shorter(_refillDelay * 2, LongestRefillDelay);
    }

    private void OnRefillTimer()
    {
        lock (_gate)
        {
            _refillPauses = false;
        }

        StartOpenings();
    }

    /// <summary>Here, so that a return need not look whether there is room.</summary>
    private void MakeRoomForIdleUnderLock()
    {
        if (_idle.Length < _all.Count)
        {
            Array.Resize(ref _idle, 2 * _all.Count);
        }
    }

    private PooledConnection<TConnection> NewEntryUnderLock(TConnection connection, long now)
        => new(this, connection)
        {
            OperationsLeft = _options.MaxOperations == 0
                ? long.MaxValue
                : Math.Max(1, (long)(_options.MaxOperations * ShareUnderLock())),
            ExpiresAt = _options.MaxAge == Timeout.InfiniteTimeSpan
                ? long.MaxValue
                : After(now, _options.MaxAge * ShareUnderLock()),
        };

    private double ShareUnderLock() => 1 - (_random.NextDouble() * _options.JitterPercent / 100);
}
