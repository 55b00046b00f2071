namespace Rote.Batching;

/// <summary>
/// The calls that carry an item which later callers may join: a hash table whose chains run through the calls themselves.
/// </summary>
/// <remarks>
/// Belongs to the batcher's lock. Entries are found by the hash code that they had when they came and removed by identity:
/// without foreign code, also where a caller has changed its item meanwhile. Adding allocates when the table grows, which it
/// does to the most calls ever held at once.
/// </remarks>
internal sealed class ItemIndex<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private const int SmallestShift = 28;

    private BatchCall<TGroup, TItem, TResult>?[] _buckets = new BatchCall<TGroup, TItem, TResult>?[1 << (32 - SmallestShift)];
    private int _shift = SmallestShift;
    private int _count;

    /// <summary>The call that carries an item equal to <paramref name="call"/>'s.</summary>
    public BatchCall<TGroup, TItem, TResult>? Find(BatchCall<TGroup, TItem, TResult> call)
    {
        int hashCode = call.HashCode;
        BatchCall<TGroup, TItem, TResult>? found = Bucket(hashCode);
        while (found is not null && !(found.HashCode == hashCode && AreEqual(found, call)))
        {
            found = found.NextInBucket;
        }

        return found;
    }

    public void Add(BatchCall<TGroup, TItem, TResult> call)
    {
        if (_count == _buckets.Length)
        {
            Grow();
        }

        ref BatchCall<TGroup, TItem, TResult>? bucket = ref Bucket(call.HashCode);
        call.NextInBucket = bucket;
        bucket = call;
        _count++;
    }

    /// <summary>Removes a call, if it is there.</summary>
    public void Remove(BatchCall<TGroup, TItem, TResult> call)
    {
        ref BatchCall<TGroup, TItem, TResult>? bucket = ref Bucket(call.HashCode);
        BatchCall<TGroup, TItem, TResult>? before = null;
        BatchCall<TGroup, TItem, TResult>? entry = bucket;
        while (entry is not null && !ReferenceEquals(entry, call))
        {
            before = entry;
            entry = entry.NextInBucket;
        }

        if (entry is null)
        {
            return;
        }

        if (before is null)
        {
            bucket = call.NextInBucket;
        }
        else
        {
            before.NextInBucket = call.NextInBucket;
        }

        call.NextInBucket = null;
        _count--;
    }

    private static bool AreEqual(BatchCall<TGroup, TItem, TResult> one, BatchCall<TGroup, TItem, TResult> other)
        => one.Group.Equals(other.Group) && EqualityComparer<TItem>.Default.Equals(one.Item, other.Item);

    // Fibonacci hashing (Knuth, volume 3, 6.4): items are often numbers with the same low bits.
    private ref BatchCall<TGroup, TItem, TResult>? Bucket(int hashCode)
        => ref _buckets[((uint)hashCode * 2654435769u) >> _shift];

    private void Grow()
    {
        BatchCall<TGroup, TItem, TResult>?[] old = _buckets;
        _buckets = new BatchCall<TGroup, TItem, TResult>?[2 * old.Length];
        _shift--;
        foreach (BatchCall<TGroup, TItem, TResult>? first in old)
        {
            BatchCall<TGroup, TItem, TResult>? entry = first;
            while (entry is not null)
            {
                BatchCall<TGroup, TItem, TResult>? next = entry.NextInBucket;
                ref BatchCall<TGroup, TItem, TResult>? bucket = ref Bucket(entry.HashCode);
                entry.NextInBucket = bucket;
                bucket = entry;
                entry = next;
            }
        }
    }
}
