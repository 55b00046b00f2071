using System.Globalization;
using Rote.Execution;
using Rote.Monitoring;

namespace Rote.Pooling;

/// <content>Rents for which no idle connection was at hand, or which somebody watches.</content>
public sealed partial class ConnectionPool<TConnection>
{
    /// <summary>Broken connections that one rent meets until it takes all for broken.</summary>
    private const int MaxBrokenInARow = 2;

    private const int MaxShownRentals = 3;

    private readonly ITimer _waitTimer;
    private readonly KeyValuePair<string, object?> _nameTag;
    private long _nextExpiry = long.MaxValue;
    private long _timedOut;

    private ValueTask<PoolLease<TConnection>> RentSlowlyAsync(bool isBlocking, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<PoolLease<TConnection>>(cancellationToken);
        }

        long deadline = _options.RentTimeout == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : After(_time.GetTimestamp(), _options.RentTimeout);
        return _isPlain && !PoolInstruments.TimesRents
            ? TakeOrWaitAsync(deadline, isBlocking, cancellationToken)
            : RentWatchedAsync(deadline, isBlocking, cancellationToken);
    }

    /// <summary>A rent that is measured, remembered, or of a connection that is checked first.</summary>
    private async ValueTask<PoolLease<TConnection>> RentWatchedAsync(
        long deadline, bool isBlocking, CancellationToken cancellationToken)
    {
        // Before anything is awaited: after that, the stack is no longer the renter's.
        string? renter = _options.DetectLeaks ? Environment.StackTrace : null;
        bool isTimed = PoolInstruments.TimesRents;
        long began = isTimed ? _time.GetTimestamp() : 0;
        PoolLease<TConnection> lease = await TakeOrWaitAsync(deadline, isBlocking, cancellationToken).ConfigureAwait(false);
        int broken = 0;
        while (_checksHealth && !await IsUsableAsync(lease, deadline, cancellationToken).ConfigureAwait(false))
        {
            if (++broken == MaxBrokenInARow)
            {
                Clear();
            }

            lease = await TakeOrWaitAsync(deadline, isBlocking, cancellationToken).ConfigureAwait(false);
        }

        if (!isTimed && renter is null)
        {
            return lease;
        }

        long now = _time.GetTimestamp();
        if (isTimed)
        {
            PoolInstruments.WaitTime.RecordQuietly(_time.GetElapsedTime(began, now).TotalSeconds, _nameTag);
        }

        lock (_gate)
        {
            lease.Entry.RentedAt = now;
            lease.Entry.RentedBy = renter;
            lease.Entry.IsReported = false;
        }

        return lease;
    }

    private ValueTask<PoolLease<TConnection>> TakeOrWaitAsync(
        long deadline, bool isBlocking, CancellationToken cancellationToken)
    {
        RentWaiter<TConnection> waiter;
        lock (_gate)
        {
            if (TryTakeIdleUnderLock(out PoolLease<TConnection> lease))
            {
                return new ValueTask<PoolLease<TConnection>>(lease);
            }

            if (_isDraining)
            {
                return ValueTask.FromException<PoolLease<TConnection>>(Disposed());
            }

            if (_waiters.Count >= _options.MaxWaiting)
            {
                return ValueTask.FromException<PoolLease<TConnection>>(
                    PoolExhaustedException.OfRoom(_options, StatisticsUnderLock(), _lastFailure));
            }

            waiter = _freeWaiters.TryPop(out RentWaiter<TConnection>? free) ? free : new RentWaiter<TConnection>(this);
            waiter.IsBlocking = isBlocking;
            waiter.Deadline = deadline;
            _waiters.Add(waiter);
            ArmWaitTimerUnderLock(deadline);
            _isStarted = true;
        }

        waiter.Heed(cancellationToken);
        StartOpenings();
        return new ValueTask<PoolLease<TConnection>>(waiter, waiter.Version);
    }

    /// <summary>Whether a rented connection works. One that does not is given back, to be closed.</summary>
    private async ValueTask<bool> IsUsableAsync(PoolLease<TConnection> lease, long deadline, CancellationToken cancellationToken)
    {
        PooledConnection<TConnection> entry = lease.Entry;
        long now = _time.GetTimestamp();
        bool isFresh = entry.IdleSince == PoolTime.None
            || _time.GetElapsedTime(entry.IdleSince, now) < _options.HealthCheckAfter;
        if (isFresh && !entry.IsSuspect)
        {
            return true;
        }

        TimeSpan left = deadline == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeUntil(deadline, now);
        using var timeout = new CancellationTokenSource(Shorter(left, _options.HealthCheckTimeout), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task<bool> check = CheckInCleanContext(entry.Connection, either.Token);
        try
        {
            if (await check.WaitAsync(either.Token).ConfigureAwait(false))
            {
                entry.IsSuspect = false;
                return true;
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Too slow, or nobody asks any more. What it was doing when it was stopped nobody knows: it counts as broken.
        }

        GiveBackBroken(lease, check);
        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    private Task<bool> CheckInCleanContext(TConnection connection, CancellationToken cancellationToken)
    {
        Task<bool>? check = null;
        CleanContext.Run(_ => check = CheckAsync(connection, cancellationToken), null);
        return check!;
    }

    private async Task<bool> CheckAsync(TConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await _functions.IsHealthy!(connection, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it throws, the connection does not work; its next opening says why.
        catch (Exception error)
#pragma warning restore CA1031
        {
            PoolLog.CheckFailed(_log, error, Name);
            return false;
        }
    }

    /// <summary>Not before its check has ended, which may not heed its token: nothing is closed under its user's feet.</summary>
    private static void GiveBackBroken(PoolLease<TConnection> lease, Task check)
    {
        lease.Retire();
        if (check.IsCompleted)
        {
            lease.Dispose();
            return;
        }

        check.ContinueWith(
            static (_, state) => ((PoolLease<TConnection>)state!).Dispose(),
            lease,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void ArmWaitTimerUnderLock(long deadline)
    {
        if (deadline < _nextExpiry)
        {
            _nextExpiry = deadline;
            _waitTimer.Change(RoundUp(TimeUntil(deadline, _time.GetTimestamp())), Timeout.InfiniteTimeSpan);
        }
    }

    private void OnWaitTimer()
    {
        long now = _time.GetTimestamp();
        var expired = new List<RentWaiter<TConnection>>();
        PoolStatistics statistics;
        Exception? cause;
        List<PoolRental> rentals;
        lock (_gate)
        {
            statistics = StatisticsUnderLock();
            long next = _waiters.TakeExpired(now, expired);
            _nextExpiry = long.MaxValue;
            ArmWaitTimerUnderLock(next);
            _timedOut += expired.Count;
            cause = _lastFailure;
            rentals = RentalsUnderLock(now);
            if (_isDraining)
            {
                SignalUnderLock();
            }
        }

        if (expired.Count == 0)
        {
            return;
        }

        PoolInstruments.Timeouts.AddQuietly(expired.Count, _nameTag);
        string? renters = rentals.Count == 0 ? null : Describe(rentals);
        foreach (RentWaiter<TConnection> waiter in expired)
        {
            waiter.Fail(PoolExhaustedException.InTime(_options, statistics, cause, renters));
        }
    }

    private List<PoolRental> RentalsUnderLock(long now)
        => _options.DetectLeaks
            ? [.. _all
                .Where(static entry => entry.IsRented && entry.RentedAt != PoolTime.None)
                .OrderBy(static entry => entry.RentedAt)
                .Select(entry => new PoolRental(_time.GetElapsedTime(entry.RentedAt, now), entry.RentedBy ?? ""))]
            : [];

    private static string Describe(List<PoolRental> rentals)
        => " Rented longest: " + string.Join("; ", rentals.Take(MaxShownRentals).Select(static rental => string.Create(
            CultureInfo.InvariantCulture, $"for {rental.RentedFor.TotalSeconds:F1} s by\n{rental.RentedBy}")));

    private void RecordUse(long rentedAt)
    {
        if (PoolInstruments.UseTime.Enabled)
        {
            PoolInstruments.UseTime.RecordQuietly(_time.GetElapsedTime(rentedAt).TotalSeconds, _nameTag);
        }
    }

    private long After(long timestamp, TimeSpan time)
        => timestamp + (long)Math.Ceiling(time.Ticks * ((double)_time.TimestampFrequency / TimeSpan.TicksPerSecond));

    private TimeSpan TimeUntil(long deadline, long now)
        => deadline <= now ? TimeSpan.Zero : _time.GetElapsedTime(now, deadline);

    // Timers count whole milliseconds, and would come too early by what is left.
    private static TimeSpan RoundUp(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
        => one == Timeout.InfiniteTimeSpan ? other
            : other == Timeout.InfiniteTimeSpan || one < other ? one
            : other;
}
