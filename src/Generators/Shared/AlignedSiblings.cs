using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>
/// Finds bulk methods whose items have several parts: <c>(tenants, ids)</c> or a list of <c>(Tenant, Id)</c> for
/// <c>(tenant, id)</c>. So that one batch may hold items of several scopes.
/// </summary>
/// <remarks>
/// Every argument of the single method but its token has a place, in the same order. A list takes a scope only where both are
/// marked, or neither is: two texts that change places would be somebody else's data. A tuple names its parts as the single
/// method does, for the same reason.
/// </remarks>
internal static class AlignedSiblings
{
    private const int SmallestItem = 2;

    /// <summary>The bulk method of a given name on an interface or those it inherits.</summary>
    public static AlignedSibling? FindNamed(IMethodSymbol single, INamedTypeSymbol type, string bulkName)
        => BatchSiblings.IsEligible(single)
            ? BatchSiblings.MethodsOf(type)
                .Where(bulk => bulk.Name == bulkName
                    && !SymbolEqualityComparer.Default.Equals(single, bulk)
                    && BatchSiblings.IsEligible(bulk))
                .Select(bulk => Match(single, bulk))
                .FirstOrDefault(sibling => sibling is not null)
            : null;

    private static AlignedSibling? Match(IMethodSymbol single, IMethodSymbol bulk)
    {
        var arguments = single.Parameters.Where(parameter => !parameter.Type.IsCancellationToken()).ToList();
        var places = Enumerable.Repeat(-1, single.Parameters.Length).ToArray();
        var items = new List<int>();
        INamedTypeSymbol? tuple = null;
        var next = 0;
        for (var at = 0; at < arguments.Count;)
        {
            var (place, count) = FindPlace(arguments, at, bulk, next);
            if (place < 0)
            {
                return null;
            }

            var isItem = count > 1 || !IsSame(bulk.Parameters[place].Type, arguments[at].Type);
            if (isItem && (tuple is not null || (count > 1 && items.Count > 0)))
            {
                return null;
            }

            tuple = count > 1 ? (INamedTypeSymbol)ListTypes.ElementOf(bulk.Parameters[place].Type)! : tuple;
            foreach (var parameter in arguments.Skip(at).Take(count))
            {
                places[parameter.Ordinal] = place;
                if (isItem)
                {
                    items.Add(parameter.Ordinal);
                }
            }

            at += count;
            next = place + 1;
        }

        BatchSiblings.PlaceToken(single, bulk, places);
        return items.Count >= SmallestItem && bulk.Parameters.Skip(next).All(BatchSiblings.CanBeLeftOut) && Answers(single, bulk)
            ? new(bulk, [.. items], [.. places], tuple)
            : null;
    }

    // A dictionary would have to be keyed by all parts.
    private static bool Answers(IMethodSymbol single, IMethodSymbol bulk)
        => BatchAnswers.Classify(single, bulk, single.Parameters[0].Type)
            is BatchAnswerKind.Nothing or BatchAnswerKind.List or BatchAnswerKind.Outcomes;

    private static (int Place, int Count) FindPlace(
        IReadOnlyList<IParameterSymbol> arguments, int at, IMethodSymbol bulk, int next)
    {
        for (var place = next; place < bulk.Parameters.Length; place++)
        {
            var candidate = bulk.Parameters[place];
            if (CountTaken(arguments, at, candidate) is var count and > 0)
            {
                return (place, count);
            }

            if (!BatchSiblings.CanBeLeftOut(candidate))
            {
                break;
            }
        }

        return (-1, 0);
    }

    /// <summary>How many arguments of the single method go into a parameter of the bulk method; 0: none.</summary>
    private static int CountTaken(IReadOnlyList<IParameterSymbol> arguments, int at, IParameterSymbol candidate)
    {
        var element = ListTypes.ElementOf(candidate.Type);
        return IsSame(candidate.Type, arguments[at].Type) ? 1
            : element is null ? 0
            : IsSame(element, arguments[at].Type) ? (candidate.IsScope() == arguments[at].IsScope() ? 1 : 0)
            : element is INamedTypeSymbol { IsTupleType: true } tuple ? CountParts(arguments, at, tuple, candidate.IsScope())
            : 0;
    }

    private static int CountParts(IReadOnlyList<IParameterSymbol> arguments, int at, INamedTypeSymbol tuple, bool isScope)
    {
        var parts = tuple.TupleElements;
        var taken = arguments.Skip(at).Take(parts.Length).ToList();
        return taken.Count == parts.Length
            && taken.Exists(static parameter => parameter.IsScope()) == isScope
            && taken.Zip(parts, static (parameter, part) => IsSame(parameter.Type, part.Type)
                && string.Equals(parameter.Name, part.Name, StringComparison.OrdinalIgnoreCase)).All(static fits => fits)
            ? parts.Length
            : 0;
    }

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
