namespace Rote.Batching;

/// <summary>
/// Where callers leave their calls without a lock, and how they know that one of them has to look after the queue.
/// </summary>
/// <remarks>
/// A stack that grows by one compare-and-swap and is taken whole (Treiber, "Systems programming: coping with parallelism",
/// 1986); nothing is ever popped from it, so that a call used again does no harm. One stack for all processors keeps the
/// order of causes: a call made after another was submitted comes after it. What callers touch is one line of the cache.
/// </remarks>
internal sealed class BatchInbox<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    /// <summary>Stands for the end: it is never submitted.</summary>
    private readonly BatchCall<TGroup, TItem, TResult> _closed = new();
    private BatchCall<TGroup, TItem, TResult>? _last;
    private long _arrived;
    private long _wakeAt = 1;

#pragma warning disable CS0169, IDE0051, CA1823 // Keeps other objects off this line of the cache.
    private readonly CacheLine _own;
#pragma warning restore CS0169, IDE0051, CA1823

    /// <summary>Calls that have ever come in.</summary>
    public long Arrived => Volatile.Read(ref _arrived);

    public bool IsClosed => ReferenceEquals(Volatile.Read(ref _last), _closed);

    /// <summary>Leaves a call, unless the inbox is closed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="wake">Whether this caller, and no other, has to look after the queue now.</param>
    public bool TryAdd(BatchCall<TGroup, TItem, TResult> call, out bool wake) => TryAdd(call, call, 1, out wake);

    /// <summary>Leaves calls that are linked from the last to the first, unless the inbox is closed.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="wake">Whether this caller, and no other, has to look after the queue now.</param>
    public bool TryAdd(
        BatchCall<TGroup, TItem, TResult> first, BatchCall<TGroup, TItem, TResult> last, int count, out bool wake)
    {
        BatchCall<TGroup, TItem, TResult>? before = Volatile.Read(ref _last);
        while (true)
        {
            if (ReferenceEquals(before, _closed))
            {
                wake = false;
                return false;
            }

            first.Next = before;
            BatchCall<TGroup, TItem, TResult>? seen = Interlocked.CompareExchange(ref _last, last, before);
            if (ReferenceEquals(seen, before))
            {
                break;
            }

            before = seen;
        }

        // In this order, against TryRest's: either it sees this arrival, or this caller sees its wish.
        long arrived = Interlocked.Add(ref _arrived, count);
        long wakeAt = Volatile.Read(ref _wakeAt);
        wake = arrived >= wakeAt && Interlocked.CompareExchange(ref _wakeAt, long.MaxValue, wakeAt) == wakeAt;
        return true;
    }

    /// <summary>Takes all calls: the first, which leads to the others in their order. Under the batcher's lock.</summary>
    public BatchCall<TGroup, TItem, TResult>? TakeAll()
        => Volatile.Read(ref _last) is null || IsClosed ? null : InOrder(Interlocked.Exchange(ref _last, null));

    /// <summary>Refuses calls from now on, and takes the last ones. Under the batcher's lock.</summary>
    public BatchCall<TGroup, TItem, TResult>? Close() => InOrder(Interlocked.Exchange(ref _last, _closed));

    /// <summary>
    /// Asks for the caller of arrival <paramref name="wakeAt"/>. False where it has come already: then whoever asks has to
    /// look again. Under the batcher's lock.
    /// </summary>
    public bool TryRest(long wakeAt)
    {
        Interlocked.Exchange(ref _wakeAt, wakeAt);
        return Volatile.Read(ref _arrived) < wakeAt;
    }

    private static BatchCall<TGroup, TItem, TResult>? InOrder(BatchCall<TGroup, TItem, TResult>? last)
    {
        BatchCall<TGroup, TItem, TResult>? first = null;
        while (last is not null)
        {
            BatchCall<TGroup, TItem, TResult>? earlier = last.Next;
            last.Next = first;
            first = last;
            last = earlier;
        }

        return first;
    }
}
