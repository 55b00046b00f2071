using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Says whether an interface can have a decorator at all.</summary>
internal static class InterfaceShape
{
    /// <summary>Whether a class beside the interface can name it and implement it.</summary>
    public static bool CanBeDecorated(INamedTypeSymbol type)
        => Around(type).All(IsVisible)
            && HasNamedNamespaces(type)
            && HasDistinctTypeParameters(type)
            && !type.Interfaces.Any(TypeFacts.IsBroken)
            && !type.AllInterfaces.Any(TypeFacts.IsBroken)
            && !MayUnify(type)
            && !TypeParametersOf(type).Any(parameter => parameter.ConstraintTypes.Any(TypeFacts.IsBroken))
            && !IsForbidden(type);

    /// <summary>Whether the decorator is public.</summary>
    public static bool IsPublic(INamedTypeSymbol type)
        => Around(type).All(outer => outer.DeclaredAccessibility == Accessibility.Public);

    /// <summary>Type parameters of the types around an interface, outermost first, then its own.</summary>
    public static IEnumerable<ITypeParameterSymbol> TypeParametersOf(INamedTypeSymbol type)
        => Around(type).Reverse().SelectMany(outer => outer.TypeParameters);

    /// <summary>The interface and the types around it, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }

    private static bool IsVisible(INamedTypeSymbol type)
        => !type.IsFileLocal
            && type.Name.Length > 0
            && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static bool HasNamedNamespaces(INamedTypeSymbol type)
    {
        for (var current = type.ContainingNamespace; !current.IsGlobalNamespace; current = current.ContainingNamespace)
        {
            if (current.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasDistinctTypeParameters(INamedTypeSymbol type)
    {
        var names = TypeParametersOf(type).Select(parameter => parameter.Name).ToList();
        return names.Distinct().Count() == names.Count && names.All(name => name.Length > 0);
    }

    // No class can implement IEquatable<T> and IEquatable<string>: they are one where T is string.
    private static bool MayUnify(INamedTypeSymbol type) => type.AllInterfaces
        .GroupBy(inherited => inherited.OriginalDefinition, (_, same) => same.ToList(), SymbolEqualityComparer.Default)
        .Any(same => same.Count > 1 && same.Any(inherited => inherited.TypeArguments.Any(MentionsTypeParameter)));

    private static bool MentionsTypeParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => MentionsTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(MentionsTypeParameter),
        _ => false,
    };

    // The emitted types are as obsolete as the interface, and may use it. They are not as obsolete as the types around it.
    private static bool IsForbidden(INamedTypeSymbol type) => Around(type).Skip(1).Any(AttributeCopier.IsForbidden);
}
