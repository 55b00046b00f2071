using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Finds the method that does for a collection what another does for one item.</summary>
/// <remarks>
/// Exactly one parameter changes, from an item to a collection of it. The others are the same types in the same order, but for
/// tokens and optional parameters. The bulk result is a list aligned with the items, or nothing where the single method
/// returns nothing. So a method that merely has a similar name never matches.
/// </remarks>
internal static class BatchSiblings
{
    /// <summary>The bulk method of a given name on an interface or those it inherits, as <c>[Batched]</c> names it.</summary>
    public static BatchSibling? FindNamed(IMethodSymbol single, INamedTypeSymbol type, string bulkName)
        => MethodsOf(type)
            .Where(candidate => candidate.Name == bulkName)
            .Select(candidate => MatchNamed(single, candidate))
            .FirstOrDefault(sibling => sibling is not null);

    /// <summary>
    /// The bulk method that <c>[WriteBehind]</c> names: it may do without what only says when a write leaves, or with what it
    /// travels.
    /// </summary>
    public static BatchSibling? FindNamedWrite(IMethodSymbol single, INamedTypeSymbol type, string bulkName)
        => IsEligible(single) && TypeFacts.ResultOf(single) is null
            ? MethodsOf(type)
                .Where(bulk => bulk.Name == bulkName
                    && !SymbolEqualityComparer.Default.Equals(single, bulk)
                    && IsEligible(bulk)
                    && TypeFacts.ResultOf(bulk) is null)
                .Select(bulk => MapParameters(single, bulk, ListTypes.ElementOf, IsForTheBufferOnly))
                .FirstOrDefault(sibling => sibling is not null)
            : null;

    /// <summary>Whether the buffer alone reads a parameter.</summary>
    public static bool IsForTheBufferOnly(IParameterSymbol parameter) => parameter.IsPriority() || parameter.IsPartition();

    /// <summary>The bulk method that the naming rule finds on an interface or those it inherits.</summary>
    public static BatchSibling? FindByRule(IMethodSymbol single, INamedTypeSymbol type)
        => MethodsOf(type)
            .Where(candidate => BulkNames.AreRelated(single.Name, candidate.Name))
            .Select(candidate => Match(single, candidate))
            .FirstOrDefault(sibling => sibling is not null);

    /// <summary>How a call of one method becomes a call of the other, or nothing where their shapes do not fit.</summary>
    public static BatchSibling? Match(IMethodSymbol single, IMethodSymbol bulk)
    {
        if (SymbolEqualityComparer.Default.Equals(single, bulk)
            || !IsEligible(single)
            || !IsEligible(bulk)
            || !ResultsFit(single, bulk))
        {
            return null;
        }

        return MapParameters(single, bulk, ListTypes.ElementOf);
    }

    /// <summary>
    /// How the arguments of one method become those of the other, whatever the two return, or nothing where they do not fit.
    /// </summary>
    /// <param name="single">The method for one item.</param>
    /// <param name="bulk">The method for a collection of them.</param>
    /// <param name="elementOf">
    /// What a collection holds. The generator builds the collection, so that it knows a few list types; a caller that the
    /// analyzer advises may have any.
    /// </param>
    /// <param name="mayBeMissing">Which parameters the bulk method need not take, besides those with a default.</param>
    public static BatchSibling? MapParameters(
        IMethodSymbol single,
        IMethodSymbol bulk,
        Func<ITypeSymbol, ITypeSymbol?> elementOf,
        Func<IParameterSymbol, bool>? mayBeMissing = null)
    {
        var places = Enumerable.Repeat(-1, single.Parameters.Length).ToArray();
        var item = -1;
        var next = 0;
        foreach (var parameter in single.Parameters.Where(parameter => !parameter.Type.IsCancellationToken()
            && (mayBeMissing is null || !parameter.IsPriority())))
        {
            var isMissable = mayBeMissing?.Invoke(parameter) == true;
            var place = FindPlace(parameter, bulk, next, item < 0 && !isMissable ? elementOf : static _ => null);
            if (place >= 0)
            {
                places[parameter.Ordinal] = place;
                next = place + 1;
                item = IsSame(bulk.Parameters[place].Type, parameter.Type) ? item : parameter.Ordinal;
            }
            else if (!parameter.IsOptional && !isMissable)
            {
                return null;
            }
        }

        PlaceToken(single, bulk, places);
        return item >= 0 && bulk.Parameters.Skip(next).All(CanBeLeftOut) ? new(bulk, item, [.. places]) : null;
    }

    /// <summary>
    /// As <see cref="Match"/>; the bulk method may also answer with a <c>BatchResult</c> for each item, or with a dictionary.
    /// </summary>
    private static BatchSibling? MatchNamed(IMethodSymbol single, IMethodSymbol bulk)
        => !SymbolEqualityComparer.Default.Equals(single, bulk)
            && IsEligible(single)
            && IsEligible(bulk)
            && MapParameters(single, bulk, ListTypes.ElementOf) is { } sibling
            && BatchAnswers.Classify(single, bulk, single.Parameters[sibling.ItemIndex].Type) != BatchAnswerKind.None
            ? sibling
            : null;

    /// <summary>The methods of an interface and of those it inherits.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
        => type.AllInterfaces.Insert(0, type).SelectMany(declaring => declaring.GetMembers()).OfType<IMethodSymbol>();

    /// <summary>Whether a method can be one of the two.</summary>
    public static bool IsEligible(IMethodSymbol method)
        => method is { IsStatic: false, MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsStackBound());

    // The next parameter of the bulk method for this one. Only what may be left out is skipped on the way.
    private static int FindPlace(
        IParameterSymbol parameter, IMethodSymbol bulk, int next, Func<ITypeSymbol, ITypeSymbol?> elementOf)
    {
        for (var place = next; place < bulk.Parameters.Length; place++)
        {
            var candidate = bulk.Parameters[place];
            if (candidate.RefKind == parameter.RefKind
                && (IsSame(candidate.Type, parameter.Type)
                    || (elementOf(candidate.Type) is { } element && IsSame(element, parameter.Type))))
            {
                return place;
            }

            if (!CanBeLeftOut(candidate))
            {
                break;
            }
        }

        return -1;
    }

    /// <summary>Notes the place of the token, where both have one.</summary>
    public static void PlaceToken(IMethodSymbol single, IMethodSymbol bulk, int[] places)
    {
        var from = single.Parameters.FirstOrDefault(parameter => parameter.Type.IsCancellationToken());
        var to = bulk.Parameters.FirstOrDefault(parameter => parameter.Type.IsCancellationToken());
        if (from is not null && to is not null)
        {
            places[from.Ordinal] = to.Ordinal;
        }
    }

    private static bool ResultsFit(IMethodSymbol single, IMethodSymbol bulk)
    {
        var one = TypeFacts.ResultOf(single);
        var all = TypeFacts.ResultOf(bulk);
        return one is null || all is null
            ? one is null && all is null
            : ListTypes.AlignedElementOf(all) is { } element && IsSame(element, one);
    }

    /// <summary>Whether a call need not say anything for a parameter.</summary>
    public static bool CanBeLeftOut(IParameterSymbol parameter)
        => parameter.IsOptional || parameter.IsParams || parameter.Type.IsCancellationToken();

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
