using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>How the answers of a search are merged.</summary>
/// <param name="Answer">The list that stores answer with; none where it is a <c>FanOutResult</c>.</param>
/// <param name="Item">The type of an item.</param>
/// <param name="Score">What gives the score of one.</param>
/// <param name="Key">What gives its key.</param>
/// <param name="IsLowestFirst">Whether the lowest score is the best.</param>
/// <param name="Limit">The parameter that says how many are wanted; nothing for none.</param>
/// <param name="MaxItems">Items at most; 0 where only the limit says.</param>
internal sealed record FanOutSearchShape(
    ListKind Answer,
    ITypeSymbol Item,
    FanOutValue Score,
    FanOutValue Key,
    bool IsLowestFirst,
    IParameterSymbol? Limit,
    int MaxItems);
