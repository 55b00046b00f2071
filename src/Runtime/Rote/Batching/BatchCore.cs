using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Batching;

/// <summary>The engine of both batchers: when a batch leaves, who hears of its end, and how it all ends.</summary>
/// <remarks>
/// Callers leave their calls in an inbox without a lock. One lock guards everything else; who takes it empties the inbox
/// first. A caller takes it only where the inbox says that somebody has to: when nothing is in flight, when a batch may be
/// full, or when the first call of a batch needs a timer. Under the lock no bulk call, continuation or cancellation callback
/// ever runs; of foreign code only the equality of groups and items does.
/// </remarks>
internal sealed partial class BatchCore<TGroup, TItem, TResult> : IBatcher, IThreadPoolWorkItem
    where TGroup : struct, IEquatable<TGroup>
{
    private const int MostHops = 4;

    private readonly Lock _gate = new();
    private readonly BatchPolicy _policy;
    private readonly TimeProvider _time;
    private readonly BulkCaller<TGroup, TItem, TResult> _caller;
    private readonly BatchInbox<TGroup, TItem, TResult> _inbox;
    private readonly BatchQueue<TGroup, TItem, TResult> _queue;
    private readonly HashSet<Batch<TGroup, TItem, TResult>> _running = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private bool _timerArmed;
    private bool _hopping;
    private int _hops;
    private long _placed;
    private long _arrivedAtHop;
    private volatile bool _stampsCalls;
    private bool _closed;

    /// <param name="policy">When batches leave.</param>
    /// <param name="options">Time and limits.</param>
    /// <param name="caller">Sends a batch.</param>
    public BatchCore(BatchPolicy policy, RoteOptions options, BulkCaller<TGroup, TItem, TResult> caller)
    {
        _policy = policy.Validated();
        _time = options.TimeProvider;
        _caller = caller;
        _inbox = new BatchInbox<TGroup, TItem, TResult>();
        _queue = new BatchQueue<TGroup, TItem, TResult>(this, policy, options, collapse: caller.HasResults);
        CallPool = new BatchCallPool<TGroup, TItem, TResult>();
        CleanContext.Run(static state => ((BatchCore<TGroup, TItem, TResult>)state!).CreateTimer(), this);
    }

    /// <summary>Calls to use again.</summary>
    public BatchCallPool<TGroup, TItem, TResult> CallPool { get; }

    /// <summary>Items of one bulk call at most.</summary>
    public int MaxBatchSize => _policy.MaxBatchSize;

    /// <summary>Items and callers that the batcher still holds. Zero when it is idle.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
            {
                PlaceArrivals();
                return _queue.Pending + _queue.WaitingForRoom + _running.Count;
            }
        }
    }

    /// <summary>Leaves a call, and looks after the queue where it is this caller's turn.</summary>
    /// <returns>The call, whose task the caller awaits.</returns>
    public BatchCall<TGroup, TItem, TResult> Submit(in TGroup group, TItem item, CancellationToken cancellationToken)
    {
        BatchCall<TGroup, TItem, TResult> call = Begin(in group, item, cancellationToken);
        if (!_inbox.TryAdd(call, out bool wake))
        {
            call.Abandon();
            ThrowClosed();
        }

        if (wake)
        {
            LookAfterQueue(call);
        }

        return call;
    }

    /// <summary>Leaves a call for each of several items together: none of them is sent before the last has come in.</summary>
    /// <returns>The calls, in the items' order.</returns>
    public BatchCall<TGroup, TItem, TResult>[] SubmitMany(
        in TGroup group, ReadOnlySpan<TItem> items, CancellationToken cancellationToken)
    {
        var calls = new BatchCall<TGroup, TItem, TResult>[items.Length];
        if (calls.Length == 0)
        {
            return calls;
        }

        int begun = 0;
        try
        {
            for (; begun < calls.Length; begun++)
            {
                calls[begun] = Begin(in group, items[begun], cancellationToken);
                calls[begun].Next = begun == 0 ? null : calls[begun - 1];
            }
        }
        catch
        {
            // The hash code of an item is the caller's code: those before it must not stay with the token.
            Abandon(calls.AsSpan(0, begun));
            throw;
        }

        if (!_inbox.TryAdd(calls[0], calls[^1], calls.Length, out bool wake))
        {
            Abandon(calls);
            ThrowClosed();
        }

        if (wake)
        {
            LookAfterQueue(null);
        }

        return calls;
    }

    /// <summary>The hop: waits while calls keep coming in, a few times at most, then sends what there is.</summary>
    public void Execute()
    {
        Ready ready = default;
        bool again;
        lock (_gate)
        {
            PlaceArrivals();
            again = !_closed && !_queue.HasFull && _inbox.Arrived != _arrivedAtHop && _hops < MostHops;
            if (again)
            {
                _hops++;
                _arrivedAtHop = _inbox.Arrived;
            }
            else
            {
                _hopping = false;
                TakeUpToSlots(ref ready);
            }

            Rest(ref ready);
        }

        if (again)
        {
            QueueHop();
        }

        ready.Dispatch();
    }

    /// <summary>Has the pool look after the queue.</summary>
    public void QueueHop() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Sends a batch that was taken from the queue. Never throws.</summary>
    public async Task RunAsync(Batch<TGroup, TItem, TResult> batch)
    {
        BulkAnswer<TResult> answer = default;
        ExceptionDispatchInfo? error = null;
        try
        {
            answer = await _caller.CallAsync(batch).ConfigureAwait(false);
        }
        catch (Exception caught)
        {
            error = ExceptionDispatchInfo.Capture(caught);
        }

        Complete(batch, in answer, error);
    }

    /// <summary>Takes back what a batch was answered, once it is handed out.</summary>
    public void TakeBack(in BulkAnswer<TResult> answer) => _caller.TakeBack(in answer);

    /// <summary>A caller's token is cancelled.</summary>
    public void Leave(BatchCall<TGroup, TItem, TResult> call)
    {
        Batch<TGroup, TItem, TResult>? cancelled;
        Ready ready = default;
        lock (_gate)
        {
            PlaceArrivals();
            if (!call.TryLeave())
            {
                return;
            }

            cancelled = Release(call);
            if (_queue.HasFull && _running.Count < _policy.MaxConcurrentBatches)
            {
                // It made room for an item that fills a batch.
                TakeForCallers(ref ready);
                Rest(ref ready);
            }
        }

        cancelled?.Cancel();
        ready.Queue();

        // Elsewhere: whoever cancels does not expect to run the caller.
        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
    }

    private BatchCall<TGroup, TItem, TResult> Begin(in TGroup group, TItem item, CancellationToken cancellationToken)
    {
        int hashCode = _caller.HasResults ? HashCode.Combine(group, item) : 0;
        BatchCall<TGroup, TItem, TResult> call = CallPool.Rent();
        call.Begin(this, in group, item, hashCode, cancellationToken);
        if (_stampsCalls)
        {
            call.Stamp = _time.GetTimestamp();
        }

        return call;
    }

    private static void Abandon(ReadOnlySpan<BatchCall<TGroup, TItem, TResult>> calls)
    {
        foreach (BatchCall<TGroup, TItem, TResult> call in calls)
        {
            call.Abandon();
        }
    }

    [DoesNotReturn]
    private void ThrowClosed()
        => throw new ObjectDisposedException(_policy.Operation, "The decorator is disposed. Dispose it after its last call.");

    private void CreateTimer()
        => _timer = _time.CreateTimer(
            static state => ((BatchCore<TGroup, TItem, TResult>)state!).OnDelayOver(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

    /// <summary>Does for all callers what the inbox asked one of them to do.</summary>
    private void LookAfterQueue(BatchCall<TGroup, TItem, TResult>? own)
    {
        Ready ready = default;
        lock (_gate)
        {
            PlaceArrivals();
            TakeForCallers(ref ready);
            Rest(ref ready);
            ready.SentFor(own);
        }

        ready.Dispatch();
    }

    /// <summary>Under the lock. Places the calls that have come in since the lock was last taken.</summary>
    private void PlaceArrivals()
    {
        if (!_closed)
        {
            Place(_inbox.TakeAll());
        }
    }

    private void Place(BatchCall<TGroup, TItem, TResult>? call)
    {
        while (call is not null)
        {
            BatchCall<TGroup, TItem, TResult>? next = call.Next;
            call.Next = null;
            _placed++;
            if (call.State == BatchCallState.Waiting)
            {
                PlaceOne(call);
            }

            call = next;
        }
    }

    private void PlaceOne(BatchCall<TGroup, TItem, TResult> call)
    {
        try
        {
            _queue.Add(call);
        }
        catch (Exception error)
        {
            Fail(call, error);
        }
    }

    private void OnDelayOver()
    {
        Ready ready = default;
        lock (_gate)
        {
            _timerArmed = false;
            PlaceArrivals();
            while (_running.Count < _policy.MaxConcurrentBatches
                && _queue.HasOverdue
                && _queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch))
            {
                Start(batch, ref ready);
            }

            // The timer of batches that are gone: a call that it happens to place may be the only one.
            TakeForCallers(ref ready);
            Rest(ref ready);
        }

        ready.Dispatch();
    }

    private void Complete(Batch<TGroup, TItem, TResult> batch, in BulkAnswer<TResult> answer, ExceptionDispatchInfo? error)
    {
        bool hops;
        Ready ready = default;
        lock (_gate)
        {
            // First, so that a call that came while the batch was in flight joins it.
            PlaceArrivals();
            if (!_running.Remove(batch))
            {
                // Disposal has given up on it, and told its callers so.
                return;
            }

            _queue.Forget(batch);

            hops = !_hopping && (!_queue.IsEmpty || (batch.Waiters > 1 && !_closed));
            if (hops)
            {
                _hopping = true;
                _hops = 0;
                _arrivedAtHop = _inbox.Arrived;
            }

            batch.Settle(in answer, error);
            SignalIfDrained();
            Rest(ref ready);
        }

        ready.Queue();
        HandOut(batch, hops);
    }

    /// <summary>Lets the callers of a settled batch go on.</summary>
    private void HandOut(Batch<TGroup, TItem, TResult> batch, bool hops)
    {
        if (batch.Calls.Length > 1)
        {
            batch.HandOut(hops);
            return;
        }

        if (hops)
        {
            QueueHop();
        }

        if (batch.Calls.Length == 1)
        {
            batch.HandOutOnly();
        }
    }
}
