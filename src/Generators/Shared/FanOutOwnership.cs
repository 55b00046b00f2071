using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Decides which member with <c>[FanOut]</c> brings its interface's composite: one, without collecting.</summary>
internal static class FanOutOwnership
{
    /// <summary>Whether a member is the first of its interface that carries <c>[FanOut]</c>.</summary>
    public static bool IsOwner(ISymbol member)
        => SymbolEqualityComparer.Default.Equals(OwnerOf(member.ContainingType), Declared(member));

    /// <summary>Whether an interface has <c>[FanOut]</c> on a member of its own.</summary>
    public static bool IsAnnotated(INamedTypeSymbol type) => OwnerOf(type) is not null;

    private static ISymbol? OwnerOf(INamedTypeSymbol type)
        => type.GetMembers().FirstOrDefault(member
            => IsMember(member) && member.FindAttribute(KnownAttributes.FanOut) is not null);

    // Accessors and operators are methods to the compiler, and can carry the attribute, but nobody asks for them.
    private static bool IsMember(ISymbol member)
        => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol;

    private static ISymbol Declared(ISymbol member) => (member as IMethodSymbol)?.PartialDefinitionPart ?? member;
}
