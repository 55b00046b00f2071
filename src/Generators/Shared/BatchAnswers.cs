using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>How bulk methods answer.</summary>
internal static class BatchAnswers
{
    /// <summary>How the bulk method of a batched method answers for its items.</summary>
    /// <param name="single">The method for one item.</param>
    /// <param name="bulk">The method for a collection of them.</param>
    /// <param name="item">What the collection holds.</param>
    public static BatchAnswerKind Classify(IMethodSymbol single, IMethodSymbol bulk, ITypeSymbol item)
    {
        var one = TypeFacts.ResultOf(single);
        var all = TypeFacts.ResultOf(bulk);
        return one is null || all is null
            ? one is null && all is null ? BatchAnswerKind.Nothing : BatchAnswerKind.None
            : ListTypes.AlignedElementOf(all) is { } element
                ? IsSame(element, one) ? BatchAnswerKind.List
                    : IsOutcomeOf(element, one) ? BatchAnswerKind.Outcomes
                    : BatchAnswerKind.None
                : DictionaryTypes.ValueFor(all, item) is { } value && CanBeAbsent(one, value)
                    ? BatchAnswerKind.Dictionary
                    : BatchAnswerKind.None;
    }

    // What the dictionary does not hold needs a value of the single method that says so.
    private static bool CanBeAbsent(ITypeSymbol one, ITypeSymbol value)
        => value.IsReferenceType
            ? one.NullableAnnotation == NullableAnnotation.Annotated && IsSame(one, value)
            : one is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                && IsSame(nullable.TypeArguments[0], value);

    private static bool IsOutcomeOf(ITypeSymbol element, ITypeSymbol one)
        => element.Is("Rote", "BatchResult", 1) && IsSame(((INamedTypeSymbol)element).TypeArguments[0], one);

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
