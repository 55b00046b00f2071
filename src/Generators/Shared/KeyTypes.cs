using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Which types can be part of a key: those that are compared by value and do not change while they are kept.</summary>
/// <remarks>
/// A key that is compared by reference never hits; one that changes is lost, or worse, found again as another. So an
/// unknown type is no key, and there is no way through <c>ToString</c>.
/// </remarks>
internal static class KeyTypes
{
    /// <summary>Types of <c>System</c> that are values, though some look otherwise: not sealed, or not equatable.</summary>
    private static readonly HashSet<string> Values =
        ["Uri", "Type", "Version", "Guid", "DateTimeOffset", "TimeSpan", "DateOnly", "TimeOnly"];

    /// <summary>Types that are equatable, but by the identity of what stands behind them.</summary>
    private static readonly HashSet<string> Identities = ["Memory", "ReadOnlyMemory", "ArraySegment"];

    /// <summary>Whether a type can be part of a key.</summary>
    public static bool IsKeyable(ITypeSymbol type)
        => IsSimple(type) || IsKeyable(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    private static bool IsKeyable(ITypeSymbol type, HashSet<ITypeSymbol> asked)
    {
        if (IsSimple(type) || !asked.Add(type))
        {
            // A type asked for again is inside its own definition: the rest of that definition decides.
            return true;
        }

        return type is INamedTypeSymbol named && named.TypeKind is TypeKind.Class or TypeKind.Struct && IsKeyable(named, asked);
    }

    private static bool IsKeyable(INamedTypeSymbol type, HashSet<ITypeSymbol> asked)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return IsKeyable(type.TypeArguments[0], asked);
        }

        if (type.IsTupleType)
        {
            return type.TupleElements.All(element => IsKeyable(element.Type, asked));
        }

        if (type.IsRefLikeType || IsIdentity(type) || !IsUnchanging(type))
        {
            return false;
        }

        return type.IsRecord && !DeclaresEquality(type)
            ? ValueMembers(type).All(member => IsKeyable(member, asked))
            : IsEquatableToItself(type) && !type.IsOrImplements("System.Collections", "IEnumerable");
    }

    private static bool IsSimple(ITypeSymbol type)
        => type.TypeKind == TypeKind.Enum
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr or SpecialType.System_DateTime
            || (Values.Contains(type.Name) && type.Is("System", type.Name));

    private static bool IsIdentity(INamedTypeSymbol type)
        => type.IsCancellationToken() || (Identities.Contains(type.Name) && type.Is("System", type.Name, arity: 1));

    // A struct is copied into the key; what changes afterwards is the caller's copy. A class must not change at all.
    private static bool IsUnchanging(INamedTypeSymbol type)
    {
        if (type.IsValueType)
        {
            return type.IsRecord || type.IsReadOnly;
        }

        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.GetMembers().Any(IsVisibleAndSettable))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVisibleAndSettable(ISymbol member) => !member.IsStatic && member switch
    {
        IPropertySymbol { SetMethod: { IsInitOnly: false } setter } => IsVisible(setter),
        IFieldSymbol { IsReadOnly: false, IsImplicitlyDeclared: false } field => IsVisible(field),
        _ => false,
    };

    private static bool IsVisible(ISymbol member) => member.DeclaredAccessibility != Accessibility.Private;

    private static bool DeclaresEquality(INamedTypeSymbol type)
        => type.GetMembers(nameof(Equals)).OfType<IMethodSymbol>().Any(method
            => method is { IsImplicitlyDeclared: false, Parameters.Length: 1 }
                && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, type));

    // What a record compares: its fields. Those of another assembly are not visible, its properties are.
    private static IEnumerable<ITypeSymbol> ValueMembers(INamedTypeSymbol type)
    {
        for (var current = type; current is { IsRecord: true }; current = current.BaseType)
        {
            var isSource = !current.DeclaringSyntaxReferences.IsEmpty;
            foreach (var member in current.GetMembers().Where(member => !member.IsStatic))
            {
                switch (member)
                {
                    case IFieldSymbol field when isSource || field.AssociatedSymbol is null:
                        yield return field.Type;
                        break;
                    case IPropertySymbol { IsIndexer: false } property when !isSource && IsVisible(property):
                        yield return property.Type;
                        break;
                }
            }
        }
    }

    private static bool IsEquatableToItself(INamedTypeSymbol type)
        => type.AllInterfaces.Any(candidate => candidate.Is("System", "IEquatable", 1)
            && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type));
}
