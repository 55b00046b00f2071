namespace Rote.FanningOut;

/// <summary>The best of all answers, one of each key.</summary>
/// <remarks>
/// With n items and a limit of k: O(n log k) time; O(n) memory for the keys, k for the heap. The heap holds the best so far with
/// the worst of them on top (partial sorting by a bounded heap: Knuth, The Art of Computer Programming, vol. 3, 5.2.3).
/// </remarks>
internal static class TopItems
{
    public static TItem[] Of<TItem, TKey>(
        StoreAnswer<TItem>[] answers, Func<TItem, double> score, Func<TItem, TKey> key, int limit)
        where TKey : notnull, IComparable<TKey>
        => Best(OnePerKey(answers, score, key).Values, limit);

    private static Dictionary<TKey, Candidate<TItem, TKey>> OnePerKey<TItem, TKey>(
        StoreAnswer<TItem>[] answers, Func<TItem, double> score, Func<TItem, TKey> key)
        where TKey : notnull, IComparable<TKey>
    {
        CandidateOrder<TItem, TKey> order = CandidateOrder<TItem, TKey>.WorstFirst;
        var best = new Dictionary<TKey, Candidate<TItem, TKey>>();
        for (var store = 0; store < answers.Length; store++)
        {
            TItem[] items = answers[store].Items;
            for (var position = 0; position < items.Length; position++)
            {
                TItem item = items[position];
                TKey itemKey = key(item) ?? throw new RoteContractException(
                    $"The key of item {position} of store {store} is null. Return a key for every item.");
                var candidate = new Candidate<TItem, TKey>(item, itemKey, score(item), store, position);
                if (!best.TryGetValue(itemKey, out Candidate<TItem, TKey> known) || order.Compare(known, candidate) < 0)
                {
                    best[itemKey] = candidate;
                }
            }
        }

        return best;
    }

    private static TItem[] Best<TItem, TKey>(
        Dictionary<TKey, Candidate<TItem, TKey>>.ValueCollection candidates, int limit)
        where TKey : notnull, IComparable<TKey>
    {
        int count = Math.Min(limit, candidates.Count);
        var heap = new PriorityQueue<TItem, Candidate<TItem, TKey>>(count, CandidateOrder<TItem, TKey>.WorstFirst);
        foreach (Candidate<TItem, TKey> candidate in candidates)
        {
            if (heap.Count < count)
            {
                heap.Enqueue(candidate.Item, candidate);
            }
            else
            {
                heap.EnqueueDequeue(candidate.Item, candidate);
            }
        }

        var items = new TItem[count];
        for (int place = count - 1; place >= 0; place--)
        {
            items[place] = heap.Dequeue();
        }

        return items;
    }
}
