using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>
/// Decides whether an interface can have a decorator at all. The generator and the analyzer ask the same function, so what the
/// one does not decorate the other reports.
/// </summary>
internal static class InterfaceShape
{
    /// <summary>Whether a class beside the interface can name it and implement it, or the first reason why not.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="compilation">Decides what is accessible.</param>
    public static InterfaceVerdict Classify(INamedTypeSymbol type, Compilation compilation)
    {
        if (IsBroken(type))
        {
            return new(InterfaceVerdictKind.Broken);
        }

        var kind = !Around(type).All(IsVisible) ? InterfaceVerdictKind.Hidden
            : !HasDistinctTypeParameters(type) ? InterfaceVerdictKind.TypeParameterOfTwo
            : Around(type).Skip(1).Any(TypeFacts.IsForbidden) ? InterfaceVerdictKind.InForbiddenType
            : InterfaceVerdictKind.Decoratable;
        return kind == InterfaceVerdictKind.Decoratable ? ClassifyMembers(type, compilation) : new(kind);
    }

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

    /// <summary>Whether a member implements another, which it names.</summary>
    public static bool IsExplicitImplementation(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: { } owner } => IsExplicitImplementation(owner),
        IMethodSymbol method => !method.ExplicitInterfaceImplementations.IsEmpty,
        IPropertySymbol property => !property.ExplicitInterfaceImplementations.IsEmpty,
        IEventSymbol { ExplicitInterfaceImplementations.IsEmpty: false } => true,
        _ => false,
    };

    private static InterfaceVerdict ClassifyMembers(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (var member in type.AllInterfaces.Insert(0, type).SelectMany(declaring => declaring.GetMembers()))
        {
            var kind = Classify(member, compilation);
            if (kind != InterfaceVerdictKind.Decoratable)
            {
                return new(kind, member);
            }
        }

        return new(InterfaceVerdictKind.Decoratable);
    }

    // A static abstract member has no inner one to forward to; one that cannot be seen can be neither implemented nor called.
    private static InterfaceVerdictKind Classify(ISymbol member, Compilation compilation)
        => !member.IsAbstract || member is INamedTypeSymbol || IsExplicitImplementation(member) ? InterfaceVerdictKind.Decoratable
            : !IsNamed(member) ? InterfaceVerdictKind.Broken
            : member.IsStatic ? InterfaceVerdictKind.StaticAbstractMember
            : member is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } ? InterfaceVerdictKind.InstanceOperator
            : member is IMethodSymbol { IsVararg: true } ? InterfaceVerdictKind.VariableArguments
            : !compilation.IsSymbolAccessibleWithin(member, compilation.Assembly) ? InterfaceVerdictKind.HiddenMember
            : InterfaceVerdictKind.Decoratable;

    // A member without a name is still being typed.
    private static bool IsNamed(ISymbol member)
        => member is IMethodSymbol { MethodKind: not MethodKind.Ordinary } or IPropertySymbol { IsIndexer: true }
            || member.Name.Length > 0;

    private static bool IsBroken(INamedTypeSymbol type)
        => Around(type).Any(outer => outer.Name.Length == 0)
            || !HasNamedNamespaces(type)
            || TypeParametersOf(type).Any(parameter => parameter.Name.Length == 0)
            || type.Interfaces.Any(TypeFacts.IsBroken)
            || type.AllInterfaces.Any(TypeFacts.IsBroken)
            || MayUnify(type)
            || TypeParametersOf(type).Any(parameter => parameter.ConstraintTypes.Any(TypeFacts.IsBroken));

    private static bool IsVisible(INamedTypeSymbol type)
        => !type.IsFileLocal
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
        return names.Distinct().Count() == names.Count;
    }

    // Nothing can implement IEquatable<T> and IEquatable<string>: they are one where T is string. The compiler says so, too.
    private static bool MayUnify(INamedTypeSymbol type) => type.AllInterfaces
        .GroupBy(inherited => inherited.OriginalDefinition, (_, same) => same.ToList(), SymbolEqualityComparer.Default)
        .Any(same => same.Where((one, index) => same.Skip(index + 1).Any(other => MayUnify(one, other))).Any());

    private static bool MayUnify(ITypeSymbol one, ITypeSymbol other) => (one, other) switch
    {
        (ITypeParameterSymbol, _) or (_, ITypeParameterSymbol) => true,
        (IArrayTypeSymbol array, IArrayTypeSymbol another)
            => array.Rank == another.Rank && MayUnify(array.ElementType, another.ElementType),
        (INamedTypeSymbol named, INamedTypeSymbol another)
            => SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, another.OriginalDefinition)
                && named.TypeArguments.Zip(another.TypeArguments, MayUnify).All(may => may),
        _ => SymbolEqualityComparer.Default.Equals(one, other),
    };
}
