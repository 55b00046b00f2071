namespace Rote.Pooling;

/// <content>The end of a pool.</content>
public sealed partial class ConnectionPool<TConnection>
{
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _disposal;
    private bool _isDraining;
    private bool _isStopped;

    /// <summary>
    /// Refuses new rents, serves those that wait, closes connections as they come back, and gives all of that
    /// <see cref="ConnectionPoolOptions.DrainTimeout"/>. Callers that still wait then are refused.
    /// </summary>
    /// <returns>Completes when every connection is closed; every call gets the same outcome.</returns>
    /// <exception cref="PoolDrainException">Connections were not given back in time.</exception>
    public ValueTask DisposeAsync() => new(DisposeOnce(_options.DrainTimeout));

    /// <summary>
    /// Refuses new rents and those that wait, and closes what is idle; the rest is closed when it comes back. Waits for nothing.
    /// </summary>
    public void Dispose()
        => DisposeOnce(TimeSpan.Zero).ContinueWith(
            static disposal => _ = disposal.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private static ObjectDisposedException Disposed() => new(typeof(ConnectionPool<TConnection>).Name, "The pool was disposed.");

    private Task DisposeOnce(TimeSpan timeout)
    {
        var disposal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new List<PooledConnection<TConnection>>();
        lock (_gate)
        {
            if (_disposal is not null)
            {
                return _disposal;
            }

            _disposal = disposal.Task;
            _isDraining = true;
            foreach (PooledConnection<TConnection> entry in _all)
            {
                if (!entry.IsRented)
                {
                    entry.Retire();
                }
            }

            TrimUnderLock(closed);
            SignalUnderLock();
        }

        Close(closed);
        _ = DrainAsync(timeout, disposal);
        return disposal.Task;
    }

    private async Task DrainAsync(TimeSpan timeout, TaskCompletionSource disposal)
    {
        try
        {
            long began = _time.GetTimestamp();
            bool served = await EndsAsync(_served.Task, timeout).ConfigureAwait(false);
            await StopAsync().ConfigureAwait(false);
            TimeSpan left = timeout == Timeout.InfiniteTimeSpan
                ? timeout
                : TimeUntil(After(began, timeout), _time.GetTimestamp());
            if (!served || !await EndsAsync(_drained.Task, left).ConfigureAwait(false))
            {
                int rented = GetStatistics().Rented;
                if (rented > 0)
                {
                    disposal.TrySetException(PoolDrainException.For(Name, rented, timeout));
                    return;
                }
            }

            disposal.SetResult();
        }
#pragma warning disable CA1031 // A callback of a token may throw anything: it is the outcome of the disposal.
        catch (Exception error)
#pragma warning restore CA1031
        {
            disposal.TrySetException(error);
        }
    }

    private async ValueTask<bool> EndsAsync(Task task, TimeSpan timeout)
    {
        if (task.IsCompleted || timeout == TimeSpan.Zero)
        {
            return task.IsCompleted;
        }

        try
        {
            await task.WaitAsync(timeout, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Refuses who still waits, and cancels what is being opened.</summary>
    private async Task StopAsync()
    {
        var refused = new List<RentWaiter<TConnection>>();
        lock (_gate)
        {
            _isStopped = true;
            _waiters.TakeExpired(long.MaxValue, refused);
            SignalUnderLock();
        }

        await _waitTimer.DisposeAsync().ConfigureAwait(false);
        await _tickTimer.DisposeAsync().ConfigureAwait(false);
        await _refillTimer.DisposeAsync().ConfigureAwait(false);
        foreach (RentWaiter<TConnection> waiter in refused)
        {
            waiter.Fail(Disposed());
        }

        await _lifetime.CancelAsync().ConfigureAwait(false);
    }

    private void SignalUnderLock()
    {
        if (!_isDraining || _waiters.Count > 0)
        {
            return;
        }

        _served.TrySetResult();
        if (_rented == 0 && _opening == 0 && _closing == 0)
        {
            _drained.TrySetResult();
        }
    }
}
