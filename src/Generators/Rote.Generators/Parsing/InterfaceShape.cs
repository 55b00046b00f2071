using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Says whether an interface can have a decorator at all.</summary>
internal static class InterfaceShape
{
    /// <summary>Whether a class beside the interface can name it and implement it.</summary>
    public static bool CanBeDecorated(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Interface, IsExtern: false, Name.Length: > 0 }
            && Around(type).All(IsVisible)
            && HasDistinctTypeParameters(type)
            && !type.Interfaces.Any(TypeFacts.IsBroken)
            && !type.AllInterfaces.Any(TypeFacts.IsBroken)
            && !TypeParametersOf(type).Any(parameter => parameter.ConstraintTypes.Any(TypeFacts.IsBroken))
            && !IsForbidden(type);

    /// <summary>Whether the decorator is public.</summary>
    public static bool IsPublic(INamedTypeSymbol type) => Around(type).All(outer => outer.DeclaredAccessibility == Accessibility.Public);

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
            && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static bool HasDistinctTypeParameters(INamedTypeSymbol type)
    {
        var names = TypeParametersOf(type).Select(parameter => parameter.Name).ToList();
        return names.Distinct().Count() == names.Count && names.All(name => name.Length > 0);
    }

    // An interface that is an error to use is one only inside obsolete code, which the emitted class is, unless a type around it is to blame.
    private static bool IsForbidden(INamedTypeSymbol type) => Around(type).Skip(1).Any(AttributeCopier.IsForbidden);
}
