using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How the answers of a search are merged.</summary>
/// <param name="Answer">The list that stores answer with; none where it is a result with what became of each store.</param>
/// <param name="Items">The list that the runtime merges, as a type.</param>
/// <param name="Score">What gives the score of an item.</param>
/// <param name="Key">What gives its key.</param>
/// <param name="Limit">The parameter that says how many are wanted; <see langword="null"/> for none.</param>
/// <param name="MaxItems">Items at most; 0 where only the limit says.</param>
internal sealed record FanOutSearchModel(
    ListKind Answer, string Items, FanOutScoreModel Score, FanOutValueModel Key, string? Limit, int MaxItems);
