namespace Rote.Pooling;

/// <content>The end of a pool.</content>
public sealed partial class ConnectionPool<TConnection>
{
    /// <summary>Time that openings get to end once they are cancelled, where the deadline leaves less.</summary>
    private static readonly TimeSpan CancellationTime = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _disposal;
    private bool _isDraining;
    private bool _isStopped;

    /// <summary>
    /// Refuses new rents, serves those that wait, closes connections as they come back, and gives all of that
    /// <see cref="ConnectionPoolOptions.DrainTimeout"/>. Callers that still wait then are refused.
    /// </summary>
    /// <returns>
    /// Completes when every connection is closed; without any time, once those that nobody rents are being closed. Every call
    /// gets the same outcome.
    /// </returns>
    /// <exception cref="PoolDrainException">Connections were not given back, or not closed, in time.</exception>
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
            bool isServed = await EndsAsync(_served.Task, timeout).ConfigureAwait(false);
            Task ended = Task.WhenAll(_drained.Task, Stop());
            if (!await EndsAsync(ended, LeftToEnd(began, timeout, isServed)).ConfigureAwait(false)
                && Unclosed(timeout) is { } error)
            {
                disposal.TrySetException(error);
                return;
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

    /// <summary>What is left of the time. Where only what was cancelled just now is missing, it has a moment to end.</summary>
    private TimeSpan LeftToEnd(long began, TimeSpan timeout, bool isServed)
    {
        if (timeout == Timeout.InfiniteTimeSpan || timeout == TimeSpan.Zero)
        {
            return timeout;
        }

        TimeSpan left = isServed ? TimeUntil(After(began, timeout), _time.GetTimestamp()) : TimeSpan.Zero;
        return left < CancellationTime && GetStatistics() is { Rented: 0, Opening: > 0 } ? CancellationTime : left;
    }

    /// <summary>What is left to say at the deadline; who gives no time does not want to hear of closings.</summary>
    private PoolDrainException? Unclosed(TimeSpan timeout)
    {
        int rented;
        int unclosed;
        lock (_gate)
        {
            rented = _rented;
            unclosed = timeout == TimeSpan.Zero ? 0 : _opening + _closing;
        }

        return rented + unclosed > 0 ? PoolDrainException.For(Name, rented, unclosed, timeout) : null;
    }

    private async ValueTask<bool> EndsAsync(Task task, TimeSpan timeout)
    {
        if (!task.IsCompleted && timeout == TimeSpan.Zero)
        {
            return false;
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
    /// <returns>Completes when the callbacks of the openings' tokens have run.</returns>
    private Task Stop()
    {
        var refused = new List<RentWaiter<TConnection>>();
        lock (_gate)
        {
            _isStopped = true;
            _waiters.TakeExpired(long.MaxValue, refused);
            SignalUnderLock();
        }

        _waitTimer.Dispose();
        _tickTimer.Dispose();
        _refillTimer.Dispose();
        foreach (RentWaiter<TConnection> waiter in refused)
        {
            waiter.Fail(Disposed());
        }

        return _lifetime.CancelAsync();
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
