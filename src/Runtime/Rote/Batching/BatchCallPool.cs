namespace Rote.Batching;

/// <summary>
/// Calls that wait to be used again: one for each thread, shared by all batchers of these types, and a stack for each
/// processor.
/// </summary>
/// <remarks>
/// Thread-safe. Most callers ask again as soon as they have their result, on the same thread. A stack that another thread is
/// at is passed over; where two are, renting makes a new call and returning drops one. Bounded; constant time.
/// </remarks>
internal sealed class BatchCallPool<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    /// <summary>Calls that one stack keeps at most.</summary>
    private const int MostKept = 16_384;

    private const int MostTries = 2;

    /// <summary>It knows no batcher and holds nothing of a caller's: a thread keeps neither alive.</summary>
    [ThreadStatic]
    private static BatchCall<TGroup, TItem, TResult>? _threadSpare;

    private readonly Stack[] _stacks = new Stack[Environment.ProcessorCount];

    public BatchCall<TGroup, TItem, TResult> Rent()
    {
        if (_threadSpare is { } spare)
        {
            _threadSpare = null;
            return spare;
        }

        return (TryEnter(out int entered) ? _stacks[entered].Pop() : null) ?? new BatchCall<TGroup, TItem, TResult>();
    }

    public void Return(BatchCall<TGroup, TItem, TResult> call)
    {
        if (_threadSpare is null)
        {
            _threadSpare = call;
        }
        else if (TryEnter(out int entered))
        {
            _stacks[entered].Push(call);
        }
    }

    /// <summary>Enters this processor's stack, or the next where somebody is at it.</summary>
    private bool TryEnter(out int entered)
    {
        entered = (int)((uint)Thread.GetCurrentProcessorId() % (uint)_stacks.Length);
        for (int tries = 0; tries < MostTries; tries++)
        {
            if (_stacks[entered].TryEnter())
            {
                return true;
            }

            entered = entered + 1 < _stacks.Length ? entered + 1 : 0;
        }

        return false;
    }

    private struct Stack
    {
        private BatchCall<TGroup, TItem, TResult>? _first;
        private int _count;
        private int _busy;

#pragma warning disable CS0169, IDE0051, CA1823 // Keeps the other stacks off this one's line of the cache.
        private readonly CacheLine _own;
#pragma warning restore CS0169, IDE0051, CA1823

        public bool TryEnter() => Interlocked.Exchange(ref _busy, 1) == 0;

        /// <summary>Takes one, if there is one, and leaves.</summary>
        public BatchCall<TGroup, TItem, TResult>? Pop()
        {
            BatchCall<TGroup, TItem, TResult>? first = _first;
            if (first is not null)
            {
                _first = first.Next;
                first.Next = null;
                _count--;
            }

            Volatile.Write(ref _busy, 0);
            return first;
        }

        /// <summary>Puts one back, if there is room, and leaves.</summary>
        public void Push(BatchCall<TGroup, TItem, TResult> call)
        {
            if (_count < MostKept)
            {
                call.Next = _first;
                _first = call;
                _count++;
            }

            Volatile.Write(ref _busy, 0);
        }
    }
}
