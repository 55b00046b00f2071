namespace Rote.FanningOut;

/// <summary>An item that may be among the best, with all that its rank depends on.</summary>
internal readonly record struct Candidate<TItem, TKey>(TItem Item, TKey Key, double Score, int Store, int Position);
