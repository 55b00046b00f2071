using System.Buffers;

namespace Rote.FanningOut;

/// <summary>The best of all answers, one of each key.</summary>
/// <remarks>
/// All candidates are made a heap at once (Floyd, Algorithm 245, 1964) and taken from its top, best first: of a key, the first
/// that comes is the best. With n items, and m of them looked at until the limit is reached, duplicates among them:
/// O(n + m log n) time. The heap is borrowed from the shared pool, so that only the result and the keys in it are allocated.
/// </remarks>
internal static class TopItems
{
    public static TItem[] Of<TItem, TKey>(
        StoreAnswer<TItem>[] answers, Func<TItem, double> score, Func<TItem, TKey> key, int limit)
        where TKey : notnull, IComparable<TKey>
    {
        var count = 0;
        foreach (StoreAnswer<TItem> answer in answers)
        {
            count += answer.Items.Length;
        }

        Candidate<TItem, TKey>[] borrowed = ArrayPool<Candidate<TItem, TKey>>.Shared.Rent(count);
        try
        {
            Span<Candidate<TItem, TKey>> candidates = borrowed.AsSpan(0, count);
            Fill(candidates, answers, score, key);
            return Best(candidates, limit);
        }
        finally
        {
            ArrayPool<Candidate<TItem, TKey>>.Shared.Return(borrowed, clearArray: true);
        }
    }

    private static void Fill<TItem, TKey>(
        Span<Candidate<TItem, TKey>> candidates,
        StoreAnswer<TItem>[] answers,
        Func<TItem, double> score,
        Func<TItem, TKey> key)
        where TKey : notnull, IComparable<TKey>
    {
        var next = 0;
        for (var store = 0; store < answers.Length; store++)
        {
            TItem[] items = answers[store].Items;
            for (var position = 0; position < items.Length; position++)
            {
                TItem item = items[position];
                TKey itemKey = key(item) ?? throw new RoteContractException(
                    $"The key of item {position} of store {store} is null. Return a key for every item.");
                candidates[next++] = new(item, itemKey, score(item), store, position);
            }
        }
    }

    private static TItem[] Best<TItem, TKey>(Span<Candidate<TItem, TKey>> candidates, int limit)
        where TKey : notnull, IComparable<TKey>
    {
        for (int parent = (candidates.Length / 2) - 1; parent >= 0; parent--)
        {
            SiftDown(candidates, parent);
        }

        int most = Math.Min(limit, candidates.Length);
        var taken = new HashSet<TKey>(most);
        var items = new TItem[most];
        for (Span<Candidate<TItem, TKey>> rest = candidates; taken.Count < most && !rest.IsEmpty; rest = rest[..^1])
        {
            Candidate<TItem, TKey> best = rest[0];
            if (taken.Add(best.Key))
            {
                items[taken.Count - 1] = best.Item;
            }

            rest[0] = rest[^1];
            SiftDown(rest[..^1], 0);
        }

        return taken.Count == most ? items : items[..taken.Count];
    }

    private static void SiftDown<TItem, TKey>(Span<Candidate<TItem, TKey>> heap, int parent)
        where TKey : notnull, IComparable<TKey>
    {
        CandidateOrder<TItem, TKey> order = CandidateOrder<TItem, TKey>.WorstFirst;
        for (int child = (2 * parent) + 1; child < heap.Length; child = (2 * parent) + 1)
        {
            if (child + 1 < heap.Length && order.Compare(heap[child], heap[child + 1]) < 0)
            {
                child++;
            }

            if (order.Compare(heap[parent], heap[child]) >= 0)
            {
                return;
            }

            (heap[parent], heap[child]) = (heap[child], heap[parent]);
            parent = child;
        }
    }
}
