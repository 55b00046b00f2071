namespace Rote.FanningOut;

/// <summary>
/// The merged answer of several stores, and what each had to do with it; or the answer of one store, which knows of no others.
/// Immutable.
/// </summary>
/// <typeparam name="TItem">An item.</typeparam>
public sealed class FanOutResult<TItem>
{
    /// <summary>What a single store answers where its interface returns a <see cref="FanOutResult{TItem}"/>.</summary>
    /// <param name="items">Its items, which it must not change any more.</param>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    public FanOutResult(IReadOnlyList<TItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = items;
        Stores = [];
        IsComplete = true;
    }

    internal FanOutResult(IReadOnlyList<TItem> items, IReadOnlyList<FanOutOutcome> stores)
    {
        Items = items;
        Stores = stores;
        IsComplete = stores.All(static store => store.Status == FanOutStatus.Answered);
    }

    /// <summary>The best items, best first, one of each key.</summary>
    public IReadOnlyList<TItem> Items { get; }

    /// <summary>One for each store, in the order of the stores; none where a single store answered.</summary>
    public IReadOnlyList<FanOutOutcome> Stores { get; }

    /// <summary>Whether every store answered.</summary>
    public bool IsComplete { get; }
}
