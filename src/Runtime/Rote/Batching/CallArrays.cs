namespace Rote.Batching;

/// <summary>Arrays for the calls of a batch, used again: a batch of many calls costs no memory for them.</summary>
/// <remarks>Belongs to the batcher's lock, except for <see cref="Return"/>, which is thread-safe. Bounded.</remarks>
internal sealed class CallArrays<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private const int Small = 8;
    private const int Largest = 8192;
    private const int MostKept = 32;

    private readonly BatchCall<TGroup, TItem, TResult>[]?[] _spare = new BatchCall<TGroup, TItem, TResult>[]?[MostKept];
    private readonly int _length;

    /// <param name="maxBatchSize">Calls of one batch at most.</param>
    // Twice: calls for equal items join the others when the results are handed out.
    public CallArrays(int maxBatchSize) => _length = (int)Math.Clamp(2L * maxBatchSize, Small, Largest);

    /// <summary>An array for more calls than <paramref name="calls"/> has room for, with the calls in it.</summary>
    public BatchCall<TGroup, TItem, TResult>[] Grow(BatchCall<TGroup, TItem, TResult>[] calls)
    {
        // Most batches are of one call or of many.
        BatchCall<TGroup, TItem, TResult>[] larger = calls.Length switch
        {
            0 => new BatchCall<TGroup, TItem, TResult>[1],
            1 => new BatchCall<TGroup, TItem, TResult>[Small],
            Small when _length > Small => Rent(),
            _ => new BatchCall<TGroup, TItem, TResult>[2 * calls.Length],
        };
        calls.CopyTo(larger, 0);
        return larger;
    }

    /// <summary>Takes an array back, which holds nothing any more.</summary>
    public void Return(BatchCall<TGroup, TItem, TResult>[] calls)
    {
        if (calls.Length != _length || _length == Small)
        {
            return;
        }

        foreach (ref BatchCall<TGroup, TItem, TResult>[]? spare in _spare.AsSpan())
        {
            if (spare is null && Interlocked.CompareExchange(ref spare, calls, null) is null)
            {
                return;
            }
        }
    }

    private BatchCall<TGroup, TItem, TResult>[] Rent()
    {
        foreach (ref BatchCall<TGroup, TItem, TResult>[]? spare in _spare.AsSpan())
        {
            if (spare is not null && Interlocked.Exchange(ref spare, null) is { } calls)
            {
                return calls;
            }
        }

        return new BatchCall<TGroup, TItem, TResult>[_length];
    }
}
