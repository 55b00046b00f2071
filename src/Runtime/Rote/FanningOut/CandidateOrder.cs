namespace Rote.FanningOut;

/// <summary>
/// Worse candidates first: by score, not a number being the worst; then by store, key and position. Total, so that the order
/// does not depend on who answered first.
/// </summary>
internal sealed class CandidateOrder<TItem, TKey> : IComparer<Candidate<TItem, TKey>>
    where TKey : IComparable<TKey>
{
    public static readonly CandidateOrder<TItem, TKey> WorstFirst = new();

    // Texts by their units: the default comparer would follow the culture of whoever asks.
    private static readonly IComparer<TKey> Keys
        = typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;

    private CandidateOrder()
    {
    }

    public int Compare(Candidate<TItem, TKey> x, Candidate<TItem, TKey> y)
    {
        // double.CompareTo puts NaN below every number, negative infinity too.
        int order = x.Score.CompareTo(y.Score);
        if (order == 0)
        {
            order = y.Store.CompareTo(x.Store);
        }

        if (order == 0)
        {
            order = Keys.Compare(y.Key, x.Key);
        }

        return order != 0 ? order : y.Position.CompareTo(x.Position);
    }
}
