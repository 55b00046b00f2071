namespace Rote.FanningOut;

/// <summary>What became of one store, with its items: a copy, none of which is null.</summary>
internal readonly record struct StoreAnswer<TItem>(FanOutOutcome Outcome, TItem[] Items);
