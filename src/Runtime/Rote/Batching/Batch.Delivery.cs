namespace Rote.Batching;

/// <content>
/// How results are handed out: continuations of its callers run one by one, on as many of the pool's threads as there are.
/// One that blocks holds up nobody else. A thread takes some calls at a time, so that threads do not meet at each, and each
/// thread asks the pool for one more before its first. One that finds nothing to take looks at all of them, and takes over
/// what a blocked thread has not come to: the last to come finds none. Continuations in queues of their own would come late
/// under load: many local queues are served in turns.
/// </content>
internal sealed partial class Batch<TGroup, TItem, TResult>
{
    private const int TakenAtOnce = 32;

    private bool _hops;
    private int _taken;
    private int _handedOut;
    private int _visitors;

    /// <summary>Hands out the results of a settled batch, on the pool's threads.</summary>
    /// <param name="hops">Whether the batcher is to look after its queue when the last result is being handed out.</param>
    public void HandOut(bool hops)
    {
        _hops = hops;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Hands out the result of a settled batch of one call.</summary>
    public void HandOutOnly()
    {
        BatchCall<TGroup, TItem, TResult> call = _calls[0].Call!;
        bool goesOn = TryEnd(call, 0);
        Free();
        if (!goesOn)
        {
            return;
        }

        if (EndsInPlace)
        {
            // As if there were no batcher: a lone caller goes on where the bulk call ended.
            call.Continue();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
        }
    }

    private void HandOutSome()
    {
        Interlocked.Increment(ref _visitors);

        // Only a visitor that counts itself while calls are left may look at the array, which may be another batch's later.
        if (Volatile.Read(ref _handedOut) < _count)
        {
            HandOutLeft();
        }

        // Nobody leaves before all calls are taken, nor before it has handed out those it took.
        if (Interlocked.Decrement(ref _visitors) == 0)
        {
            Free();
        }
    }

    private void HandOutLeft()
    {
        bool asked = false;
        int first = Interlocked.Add(ref _taken, TakenAtOnce) - TakenAtOnce;
        if (first >= _count)
        {
            HandOutFrom(0, _count, ref asked);
            return;
        }

        do
        {
            HandOutFrom(first, Math.Min(first + TakenAtOnce, _count), ref asked);
            first = Interlocked.Add(ref _taken, TakenAtOnce) - TakenAtOnce;
        }
        while (first < _count);
    }

    private void HandOutFrom(int first, int end, ref bool asked)
    {
        BatchEntry<TGroup, TItem, TResult>[] calls = _calls;
        int handedOut = 0;
        for (int i = first; i < end; i++)
        {
            if (calls[i].Call is null || Interlocked.Exchange(ref calls[i].Call, null) is not { } call)
            {
                continue;
            }

            if (!asked)
            {
                asked = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            if (i == _count - 1 && _hops)
            {
                // Before the last continuation, which may block and wait for just this.
                _owner.QueueHop();
            }

            if (TryEnd(call, i))
            {
                call.Continue();
            }

            handedOut++;
        }

        if (handedOut > 0)
        {
            Interlocked.Add(ref _handedOut, handedOut);
        }
    }

    /// <summary>Gives the arrays back, once.</summary>
    private void Free()
    {
        BatchEntry<TGroup, TItem, TResult>[] calls = Interlocked.Exchange(ref _calls, []);
        if (calls.Length > 0)
        {
            _arrays.Return(calls, _count);
            _owner.TakeBack(in _answer);
        }
    }
}
