using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Batching;

/// <summary>The engine of both batchers: when a batch leaves, who hears of its end, and how it all ends.</summary>
/// <remarks>
/// One lock guards the queue and the counts. Under it no bulk call, continuation or cancellation callback ever runs; of foreign
/// code only the equality of groups and items does. A lone caller's item leaves in its own call. When a batch that several
/// callers shared comes back, the next one waits for one hop through the pool: those callers are about to ask again, and
/// without the hop every burst would be split in two.
/// </remarks>
internal sealed class BatchCore<TGroup, TItem, TResult> : IBatcher, IThreadPoolWorkItem
    where TGroup : struct, IEquatable<TGroup>
{
    private const int MostHops = 4;

    private readonly Lock _gate = new();
    private readonly BatchPolicy _policy;
    private readonly TimeProvider _time;
    private readonly BulkCaller<TGroup, TItem, TResult> _caller;
    private readonly BatchQueue<TGroup, TItem, TResult> _queue;
    private readonly HashSet<Batch<TGroup, TItem, TResult>> _running = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private bool _timerArmed;
    private bool _hopping;
    private int _hops;
    private long _arrivals;
    private long _arrivalsAtHop;
    private bool _closed;

    /// <param name="policy">When batches leave.</param>
    /// <param name="options">Time and limits.</param>
    /// <param name="bulk">Sends a batch.</param>
    /// <param name="hasResults">Whether the bulk call returns a list: only then are equal items one.</param>
    public BatchCore(
        BatchPolicy policy,
        RoteOptions options,
        Func<TGroup, TItem[], CancellationToken, ValueTask<IReadOnlyList<TResult>?>> bulk,
        bool hasResults)
    {
        _policy = policy.Validated();
        _time = options.TimeProvider;
        _caller = new BulkCaller<TGroup, TItem, TResult>(policy.Operation, bulk, hasResults);
        _queue = new BatchQueue<TGroup, TItem, TResult>(this, policy, options, collapse: hasResults);
        CleanContext.Run(static state => ((BatchCore<TGroup, TItem, TResult>)state!).CreateTimer(), this);
    }

    /// <summary>Items and callers that the batcher still holds. Zero when it is idle.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
            {
                return _queue.Pending + _queue.WaitingForRoom + _running.Count;
            }
        }
    }

    public ValueTask<TResult> SubmitAsync(in TGroup group, TItem item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellationToken);
        }

        BatchItem<TGroup, TItem, TResult>? submitted;
        Batch<TGroup, TItem, TResult>? ready = null;
        lock (_gate)
        {
            if (_closed)
            {
                throw new ObjectDisposedException(
                    _policy.Operation, "The decorator is disposed. Dispose it after its last call.");
            }

            if (!_queue.TryJoin(in group, item, out submitted))
            {
                submitted = _queue.Add(in group, item);
                _arrivals++;
                ready = TakeForCaller();
            }
        }

        ready?.Execute();
        return submitted.Succeeded
            ? new ValueTask<TResult>(submitted.GetResult())
            : WaitAsync(submitted, cancellationToken);
    }

    public void Close()
    {
        List<Batch<TGroup, TItem, TResult>> ready;
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            ready = TakeUpToSlots();
            _timer!.Dispose();
            SignalIfDrained();
        }

        DispatchAll(ready);
    }

    public async Task<int> DrainAsync(TimeSpan timeout)
    {
        Close();
        try
        {
            await _drained.Task.WaitAsync(timeout, _time).ConfigureAwait(false);
            return 0;
        }
        catch (TimeoutException)
        {
            return GiveUp(timeout);
        }
    }

    /// <summary>The hop: waits while calls keep coming in, a few times at most, then sends what there is.</summary>
    public void Execute()
    {
        List<Batch<TGroup, TItem, TResult>> ready = [];
        bool again;
        lock (_gate)
        {
            again = !_closed && !_queue.HasFull && _arrivals != _arrivalsAtHop && _hops < MostHops;
            if (again)
            {
                _hops++;
                _arrivalsAtHop = _arrivals;
            }
            else
            {
                _hopping = false;
                ready = TakeUpToSlots();
            }
        }

        if (again)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        DispatchAll(ready);
    }

    /// <summary>Sends a batch that was taken from the queue. Never throws.</summary>
    public async Task RunAsync(Batch<TGroup, TItem, TResult> batch)
    {
        TResult[]? results = null;
        ExceptionDispatchInfo? error = null;
        try
        {
            results = await _caller.CallAsync(batch).ConfigureAwait(false);
        }
        catch (Exception caught)
        {
            error = ExceptionDispatchInfo.Capture(caught);
        }

        Complete(batch, results, error);
    }

    private static void DispatchAll(List<Batch<TGroup, TItem, TResult>> ready)
    {
        for (int i = 0; i < ready.Count - 1; i++)
        {
            // Not in a row on this thread: a bulk call that blocks would hold up the others.
            ThreadPool.UnsafeQueueUserWorkItem(ready[i], preferLocal: false);
        }

        if (ready.Count > 0)
        {
            ready[^1].Execute();
        }
    }

    private void CreateTimer()
        => _timer = _time.CreateTimer(
            static state => ((BatchCore<TGroup, TItem, TResult>)state!).OnDelayOver(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

    /// <summary>What the call that just added an item has to send itself. Under the lock.</summary>
    private Batch<TGroup, TItem, TResult>? TakeForCaller()
    {
        if (_running.Count >= _policy.MaxConcurrentBatches)
        {
            return null;
        }

        // In a hop a full batch need not wait, but callers that fill batches must not take every place from one that is overdue.
        bool byAge = _hopping
            ? _queue.HasFull && _queue.HasOverdue
            : _running.Count == 0 || _policy.MaxDelay == TimeSpan.Zero;
        Batch<TGroup, TItem, TResult>? batch;
        if (byAge ? _queue.TryTakeOldest(out batch) : _queue.TryTakeFull(out batch))
        {
            _running.Add(batch);
            return batch;
        }

        ArmTimer();
        return null;
    }

    /// <summary>Under the lock. Only while a bulk call is allowed: otherwise the next one to come back sends.</summary>
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

    private void OnDelayOver()
    {
        List<Batch<TGroup, TItem, TResult>> ready = [];
        lock (_gate)
        {
            _timerArmed = false;
            while (_running.Count < _policy.MaxConcurrentBatches
                && _queue.HasOverdue
                && _queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch))
            {
                _running.Add(batch);
                ready.Add(batch);
            }

            if (_running.Count < _policy.MaxConcurrentBatches)
            {
                ArmTimer();
            }
        }

        DispatchAll(ready);
    }

    /// <summary>Under the lock.</summary>
    private List<Batch<TGroup, TItem, TResult>> TakeUpToSlots()
    {
        List<Batch<TGroup, TItem, TResult>> taken = [];
        while (_running.Count < _policy.MaxConcurrentBatches && _queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch))
        {
            _running.Add(batch);
            taken.Add(batch);
        }

        return taken;
    }

    private void Complete(Batch<TGroup, TItem, TResult> batch, TResult[]? results, ExceptionDispatchInfo? error)
    {
        bool hop;
        lock (_gate)
        {
            _running.Remove(batch);
            foreach (BatchItem<TGroup, TItem, TResult> item in batch.Items)
            {
                _queue.Forget(item);
            }

            hop = !_hopping && (!_queue.IsEmpty || (batch.Waiters > 1 && !_closed));
            if (hop)
            {
                _hopping = true;
                _hops = 0;
                _arrivalsAtHop = _arrivals;
            }
        }

        for (int i = 0; i < batch.Items.Count; i++)
        {
            if (error is null)
            {
                batch.Items[i].TrySucceed(results is null ? default! : results[i]);
            }
            else
            {
                batch.Items[i].TryFail(error);
            }
        }

        if (hop)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        lock (_gate)
        {
            SignalIfDrained();
        }
    }

    /// <summary>Under the lock.</summary>
    private void SignalIfDrained()
    {
        if (_closed && _running.Count == 0 && _queue.IsEmpty)
        {
            _drained.TrySetResult();
        }
    }

    private async ValueTask<TResult> WaitAsync(BatchItem<TGroup, TItem, TResult> item, CancellationToken cancellationToken)
    {
        try
        {
            await item.WhenEnded(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(item);
            throw;
        }

        return item.GetResult();
    }

    private void Leave(BatchItem<TGroup, TItem, TResult> item)
    {
        Batch<TGroup, TItem, TResult>? cancelled = null;
        lock (_gate)
        {
            if (item.Ended)
            {
                return;
            }

            item.Waiters--;
            if (item.Batch is not null)
            {
                item.Batch.Waiters--;
            }

            if (item.Waiters > 0)
            {
                return;
            }

            if (item.Batch is { Running: true } running)
            {
                _queue.Forget(item);
                cancelled = running.Waiters == 0 ? running : null;
            }
            else
            {
                _queue.Drop(item);
                SignalIfDrained();
            }
        }

        cancelled?.Cancel();
    }

    private int GiveUp(TimeSpan timeout)
    {
        List<Batch<TGroup, TItem, TResult>> given;
        lock (_gate)
        {
            given = [.. _running];
            while (_queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch))
            {
                given.Add(batch);
            }
        }

        int lost = given.Sum(static batch => batch.Items.Count);
        ExceptionDispatchInfo error = ExceptionDispatchInfo.Capture(RoteDrainException.For(_policy.Operation, lost, timeout));
        foreach (Batch<TGroup, TItem, TResult> batch in given)
        {
            batch.Cancel();
            foreach (BatchItem<TGroup, TItem, TResult> item in batch.Items)
            {
                item.TryFail(error);
            }
        }

        return lost;
    }
}
