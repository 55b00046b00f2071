namespace Rote.Batching;

/// <content>Which batches leave, and who looks next. Everything here is under the lock.</content>
internal sealed partial class BatchCore<TGroup, TItem, TResult>
{
    /// <summary>What the calls that have just come let leave.</summary>
    private void TakeForCallers(ref Ready ready)
    {
        while (_running.Count < _policy.MaxConcurrentBatches)
        {
            // In a hop a full batch need not wait, but callers that fill batches must not take every place from one that is
            // overdue.
            bool byAge = _hopping
                ? _queue.HasFull && _queue.HasOverdue
                : _running.Count == 0 || _policy.MaxDelay == TimeSpan.Zero;
            if (!(byAge ? _queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch) : _queue.TryTakeFull(out batch)))
            {
                return;
            }

            Start(batch, ref ready);
        }
    }

    private void TakeUpToSlots(ref Ready ready)
    {
        while (_running.Count < _policy.MaxConcurrentBatches && _queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch))
        {
            Start(batch, ref ready);
        }
    }

    private void Start(Batch<TGroup, TItem, TResult> batch, ref Ready ready)
    {
        _running.Add(batch);
        ready.Add(batch);
    }

    /// <summary>
    /// Before the lock is left. Says which of the calls still to come has to look after the queue; takes those that have come
    /// meanwhile.
    /// </summary>
    private void Rest(ref Ready ready)
    {
        while (!_closed)
        {
            bool hasSlot = _running.Count < _policy.MaxConcurrentBatches;
            bool collects = !_hopping && _running.Count > 0 && hasSlot;
            if (collects)
            {
                ArmTimer();
            }

            // While all slots are taken the clock is not asked for each call: a call may then count as a little older than it is.
            _stampsCalls = collects;
            _queue.EarliestArrival = collects || !hasSlot ? _time.GetTimestamp() : BatchCall<TGroup, TItem, TResult>.NoStamp;
            if (_inbox.TryRest(WakeAt(collects)))
            {
                return;
            }

            PlaceArrivals();
            TakeForCallers(ref ready);
        }
    }

    /// <summary>The arrival that has to look after the queue.</summary>
    private long WakeAt(bool collects)
    {
        if (_running.Count >= _policy.MaxConcurrentBatches)
        {
            // The next batch to come back looks.
            return long.MaxValue;
        }

        bool first = collects ? !_timerArmed || _policy.MaxDelay == TimeSpan.Zero : !_hopping;
        return _placed + (first ? 1 : Math.Max(1, _queue.MissingToFull));
    }

    /// <summary>Only while a bulk call is allowed: otherwise the next one to come back sends.</summary>
    private void ArmTimer()
    {
        if (_timerArmed || _closed || !_queue.TryPeekDelay(out TimeSpan left))
        {
            return;
        }

        // Timers drop fractions of a millisecond: one armed for less would fire at once, over and over.
        var due = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds)));
        _timerArmed = _timer!.Change(due, Timeout.InfiniteTimeSpan);
    }
}
