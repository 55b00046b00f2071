using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Stores;

/// <summary>Finds the member that does for a collection what another does for one item.</summary>
/// <remarks>
/// A sibling differs in exactly one parameter, which becomes a collection; the others are the same in the same order, but for
/// optional parameters and tokens. So a method that merely has a similar name is never proposed. Names and parameters are matched
/// by the generator's own functions. What may be matched is wider: the generator calls the sibling itself, and needs a list
/// aligned with the items; the caller that the analyzer advises can also use a stream, a map or a generic method.
/// Thread-safe.
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
        return route is not null || receiver is null || SymbolEqualityComparer.Default.Equals(receiver, single.ContainingType)
            ? route
            : Best(single, [.. StoreSymbols.InterfacesOf(receiver).SelectMany(type => TypesOf(type))]);
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
        return ReturnsThatMuch(single, sibling)
            && BatchSiblings.MapParameters(single, sibling, Collections.ElementOf) is { } fitting
                ? new(single, fitting)
                : null;
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
}
