namespace Rote.Batching;

/// <content>
/// How results are handed out: continuations of its callers run one by one, on as many of the pool's threads as there are.
/// One that blocks holds up nobody else. Each thread that comes asks the pool for one more before it begins, and takes one
/// call at a time. Continuations in queues of their own would come late under load: many local queues are served in turns.
/// </content>
internal sealed partial class Batch<TGroup, TItem, TResult>
{
    private bool _hops;
    private int _taken;
    private int _done;

    /// <summary>Hands out the results of a settled batch, on the pool's threads.</summary>
    /// <param name="hops">Whether the batcher is to look after its queue when the last result is being handed out.</param>
    public void HandOut(bool hops)
    {
        _hops = hops;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void HandOutSome()
    {
        // A thread that comes when all is done finds nothing: the calls' array may be another batch's then.
        BatchCall<TGroup, TItem, TResult>[] calls = _calls;
        int count = _count;
        if (Volatile.Read(ref _taken) + 1 < count)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        int done = 0;
        int next;
        while ((next = Interlocked.Increment(ref _taken) - 1) < count)
        {
            if (next == count - 1 && _hops)
            {
                // Before the last continuation, which may block and wait for just this.
                _owner.QueueHop();
            }

            BatchCall<TGroup, TItem, TResult> call = calls[next];
            calls[next] = null!;
            call.End();
            done++;
        }

        if (done > 0 && Interlocked.Add(ref _done, done) == count)
        {
            _calls = [];
            _arrays.Return(calls);
        }
    }
}
