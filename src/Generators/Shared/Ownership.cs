using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Decides which annotated member of an interface brings its model, so that there is one without collecting.</summary>
internal static class Ownership
{
    /// <summary>The aspects, the first of which on the first annotated member owns the interface.</summary>
    private static readonly string[] Aspects =
    [
        KnownAttributes.Cached, KnownAttributes.Batched, KnownAttributes.WriteBehind, KnownAttributes.Invalidates,
        KnownAttributes.Monitored, KnownAttributes.Aggregated, KnownAttributes.Paged,
    ];

    /// <summary>What an interface itself carries; the first of them owns an interface without annotated members.</summary>
    private static readonly string[] StoreAttributes = [KnownAttributes.Pooled, KnownAttributes.OpenedLazily];

    /// <summary>Whether this attribute of this interface is its owner.</summary>
    public static bool IsOwner(INamedTypeSymbol type, string attribute)
        => attribute == StoreAttributeOf(type) && !HasAspects(type);

    /// <summary>Whether this attribute of this member is the interface's owner.</summary>
    public static bool IsOwner(IMethodSymbol method, string attribute)
    {
        var owner = MethodsOf(method.ContainingType).FirstOrDefault(member => AspectOf(member) is not null);
        return owner is not null
            && SymbolEqualityComparer.Default.Equals(owner, method.PartialDefinitionPart ?? method)
            && attribute == AspectOf(owner);
    }

    /// <summary>Whether an interface has an aspect on a member of its own, or is pooled or opened lazily.</summary>
    public static bool IsAnnotated(INamedTypeSymbol type)
        => HasAspects(type) || StoreAttributeOf(type) is not null;

    /// <summary>Whether an interface has an aspect on a member of its own.</summary>
    public static bool HasAspects(INamedTypeSymbol type) => MethodsOf(type).Any(member => AspectOf(member) is not null);

    // Accessors and operators are methods to the compiler, and can carry an aspect, but nobody asks for them.
    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation);

    private static string? StoreAttributeOf(INamedTypeSymbol type)
        => StoreAttributes.FirstOrDefault(attribute => type.FindAttribute(attribute) is not null);

    private static string? AspectOf(IMethodSymbol method)
        => Aspects.FirstOrDefault(aspect => method.FindAttribute(aspect) is not null);
}
