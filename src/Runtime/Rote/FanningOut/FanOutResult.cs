namespace Rote.FanningOut;

/// <summary>The merged answer of several stores, and what each had to do with it. Immutable.</summary>
/// <typeparam name="TItem">An item.</typeparam>
public sealed class FanOutResult<TItem>
{
    internal FanOutResult(IReadOnlyList<TItem> items, IReadOnlyList<FanOutOutcome> stores)
    {
        Items = items;
        Stores = stores;
        IsComplete = stores.All(static store => store.Status == FanOutStatus.Answered);
    }

    /// <summary>The best items, best first, one of each key.</summary>
    public IReadOnlyList<TItem> Items { get; }

    /// <summary>One for each store, in the order of the stores.</summary>
    public IReadOnlyList<FanOutOutcome> Stores { get; }

    /// <summary>Whether every store answered.</summary>
    public bool IsComplete { get; }
}
