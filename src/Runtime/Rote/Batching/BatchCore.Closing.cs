using System.Runtime.ExceptionServices;

namespace Rote.Batching;

/// <content>How calls and the batcher itself end early.</content>
internal sealed partial class BatchCore<TGroup, TItem, TResult>
{
    public void Close() => CloseInbox().Dispatch();

    public async Task<int> DrainAsync(TimeSpan timeout)
    {
        // Not on this thread: the deadline holds for a bulk call that blocks, too.
        CloseInbox().Queue();
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

    /// <summary>Under the lock. An item or a group that cannot be compared: its callers hear of it, and nobody else.</summary>
    public void Fail(BatchCall<TGroup, TItem, TResult> call, Exception error)
    {
        _queue.Forget(call);
        ExceptionDispatchInfo failure = ExceptionDispatchInfo.Capture(error);
        BatchCall<TGroup, TItem, TResult>? one = call;
        while (one is not null)
        {
            // Before it is its caller's.
            BatchCall<TGroup, TItem, TResult>? next = one.NextTwin;
            if (one.TryEnd(failure, default!))
            {
                ThreadPool.UnsafeQueueUserWorkItem(one, preferLocal: false);
            }

            one = next;
        }
    }

    /// <summary>Refuses calls from now on.</summary>
    /// <returns>The batches that may leave.</returns>
    private Ready CloseInbox()
    {
        Ready ready = default;
        lock (_gate)
        {
            if (_closed)
            {
                return ready;
            }

            Place(_inbox.Close());
            _closed = true;
            TakeUpToSlots(ref ready);
            ready.SentFor(null);
            _timer!.Dispose();
            SignalIfDrained();
        }

        return ready;
    }

    /// <summary>Under the lock. Lets go of a call whose caller has left.</summary>
    /// <returns>The batch that nobody waits for any more, though it is in flight.</returns>
    private Batch<TGroup, TItem, TResult>? Release(BatchCall<TGroup, TItem, TResult> call)
    {
        if (call.Carrier is not { } carrier)
        {
            // Cancelled before it came in: it is not placed when it does.
            return null;
        }

        if (call.Batch is { IsSettled: true })
        {
            // Its result was on the way. Whoever hands it out finds that the caller has left.
            return null;
        }

        carrier.Waiters--;
        if (!ReferenceEquals(carrier, call))
        {
            call.TakeOff();
        }

        if (carrier.Batch is { } batch)
        {
            batch.Waiters--;
        }

        if (carrier.Waiters > 0)
        {
            return null;
        }

        if (carrier.Batch is { Running: true } running)
        {
            // A later caller must not inherit a call that may be cancelled.
            _queue.Forget(carrier);
            return running.Waiters == 0 ? running : null;
        }

        _queue.Drop(carrier);
        SignalIfDrained();
        return null;
    }

    /// <summary>Under the lock.</summary>
    private void SignalIfDrained()
    {
        if (_closed && _running.Count == 0 && _queue.IsEmpty)
        {
            _drained.TrySetResult();
        }
    }

    private int GiveUp(TimeSpan timeout)
    {
        List<Batch<TGroup, TItem, TResult>> given;
        int lost;
        lock (_gate)
        {
            given = [.. _running];
            while (_queue.TryTakeOldest(out Batch<TGroup, TItem, TResult>? batch))
            {
                given.Add(batch);
            }

            _running.Clear();
            lost = given.Sum(static batch => batch.Items.Length);
            ExceptionDispatchInfo error = ExceptionDispatchInfo.Capture(RoteDrainException.For(_policy.Operation, lost, timeout));
            foreach (Batch<TGroup, TItem, TResult> batch in given)
            {
                batch.Settle(default, error);
            }

            SignalIfDrained();
        }

        foreach (Batch<TGroup, TItem, TResult> batch in given)
        {
            batch.Cancel();

            // By the batch, which hands out each call once: whoever was about to send it may do so, too.
            batch.HandOut(hops: false);
        }

        return lost;
    }
}
