using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Stores;

/// <summary>Finds the member that does for a collection what another does for one item.</summary>
/// <remarks>
/// A sibling differs in exactly one parameter, which becomes a collection; the others are the same in the same order, but for
/// optional parameters and tokens. So a method that merely has a similar name is never proposed. Thread-safe.
/// </remarks>
internal sealed class BatchSiblingResolver(StoreSymbols symbols)
{
    private readonly ConcurrentDictionary<IMethodSymbol, BatchRoute?> _routes = new(SymbolEqualityComparer.Default);

    /// <summary>The route of a member, or nothing where its interface offers none.</summary>
    /// <param name="single">A member of an annotated interface.</param>
    /// <param name="receiver">The static type of the receiver, which may add members to the interface's.</param>
    public BatchRoute? Resolve(IMethodSymbol single, ITypeSymbol? receiver)
    {
        var route = _routes.GetOrAdd(single, member => Best(member, TypesOf(member.ContainingType)));
        return route is null && receiver is INamedTypeSymbol { TypeKind: TypeKind.Interface } type
            && !SymbolEqualityComparer.Default.Equals(type, single.ContainingType)
                ? Best(single, TypesOf(type))
                : route;
    }

    private BatchRoute? Best(IMethodSymbol single, ImmutableArray<INamedTypeSymbol> types)
    {
        var declared = StoreSymbols.Find(single, symbols.Batched)?.ConstructorArguments.FirstOrDefault().Value as string;
        BatchRoute? best = null;
        var bestKind = BatchNameKind.None;
        foreach (var candidate in types.SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>())
        {
            var kind = KindOf(single.Name, candidate.Name, declared);
            if (kind < bestKind && TryMatch(single, candidate) is { } route)
            {
                best = route;
                bestKind = kind;
            }
        }

        return best;
    }

    private static BatchNameKind KindOf(string single, string candidate, string? declared)
        => candidate == declared ? BatchNameKind.Declared
            : candidate == single ? BatchNameKind.Overload
            : BulkNames.AreRelated(single, candidate) ? BatchNameKind.Related
            : BatchNameKind.None;

    private static ImmutableArray<INamedTypeSymbol> TypesOf(INamedTypeSymbol type) => [type, .. type.AllInterfaces];

    private static BatchRoute? TryMatch(IMethodSymbol single, IMethodSymbol candidate)
    {
        if (candidate.IsStatic
            || candidate.MethodKind != MethodKind.Ordinary
            || candidate.Arity != single.Arity
            || SymbolEqualityComparer.Default.Equals(single, candidate)
            || !Awaitables.IsAwaitableOrStream(candidate.ReturnType)
            || candidate.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ObsoleteAttribute)))
        {
            return null;
        }

        var sibling = candidate.Arity == 0 ? candidate : candidate.Construct([.. single.TypeArguments]);
        return TryMapParameters(single, sibling, out var itemOrdinal, out var map) && ReturnsThatMuch(single, sibling)
            ? new(single, sibling, itemOrdinal, map)
            : null;
    }

    private static bool TryMapParameters(
        IMethodSymbol single, IMethodSymbol sibling, out int itemOrdinal, out ImmutableArray<int> map)
    {
        var mapped = Enumerable.Repeat(-1, single.Parameters.Length).ToArray();
        itemOrdinal = -1;
        var next = 0;
        foreach (var parameter in single.Parameters.Where(parameter => !parameter.Type.IsCancellationToken()))
        {
            var ordinal = FindNext(parameter, sibling, next, itemOrdinal < 0, out var isCollection);
            if (ordinal < 0 && !parameter.IsOptional)
            {
                map = [];
                return false;
            }

            if (ordinal < 0)
            {
                continue;
            }

            mapped[parameter.Ordinal] = ordinal;
            next = ordinal + 1;
            itemOrdinal = isCollection ? parameter.Ordinal : itemOrdinal;
        }

        MapTokens(single, sibling, mapped);
        map = [.. mapped];
        return itemOrdinal >= 0 && sibling.Parameters.Skip(next).All(CanBeLeftOut);
    }

    // The sibling's next parameter for this one. Only optional parameters may be skipped on the way.
    private static int FindNext(
        IParameterSymbol parameter, IMethodSymbol sibling, int next, bool mayCollect, out bool isCollection)
    {
        for (var ordinal = next; ordinal < sibling.Parameters.Length; ordinal++)
        {
            var candidate = sibling.Parameters[ordinal];
            isCollection = mayCollect && candidate.RefKind == RefKind.None && IsCollectionOf(candidate.Type, parameter.Type);
            if (isCollection || (candidate.RefKind == parameter.RefKind && Same(candidate.Type, parameter.Type)))
            {
                return ordinal;
            }

            if (!CanBeLeftOut(candidate))
            {
                break;
            }
        }

        isCollection = false;
        return -1;
    }

    private static void MapTokens(IMethodSymbol single, IMethodSymbol sibling, int[] mapped)
    {
        var from = single.Parameters.FirstOrDefault(parameter => parameter.Type.IsCancellationToken());
        var to = sibling.Parameters.FirstOrDefault(parameter => parameter.Type.IsCancellationToken());
        if (from is not null && to is not null)
        {
            mapped[from.Ordinal] = to.Ordinal;
        }
    }

    // A sibling that gives one answer for all items (a count, a flag) is no route for a caller who needs one for each.
    private static bool ReturnsThatMuch(IMethodSymbol single, IMethodSymbol sibling)
    {
        var one = Awaitables.ResultOf(single);
        var all = Awaitables.ResultOf(sibling);
        if (one is null || one.SpecialType is SpecialType.System_Boolean)
        {
            return true;
        }

        return all is not null && (Collections.ElementOf(all) is not null || all.IsAsyncStream());
    }

    private static bool IsCollectionOf(ITypeSymbol type, ITypeSymbol item)
        => Collections.ElementOf(type) is { } element && Same(element, item) && !Same(type, item);

    private static bool CanBeLeftOut(IParameterSymbol parameter)
        => parameter.IsOptional || parameter.IsParams || parameter.Type.IsCancellationToken();

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
