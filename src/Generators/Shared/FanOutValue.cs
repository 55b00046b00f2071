using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What gives the score or the key of an item.</summary>
/// <param name="Symbol">A property, a field or a method of the item, or a static method of the interface that takes it.</param>
/// <param name="Type">What it gives.</param>
internal sealed record FanOutValue(ISymbol Symbol, ITypeSymbol Type)
{
    /// <summary>What a member of this name gives of an item; nothing where there is none that can be asked.</summary>
    /// <param name="search">The search.</param>
    /// <param name="item">The type of an item.</param>
    /// <param name="name">The name that the attribute gives.</param>
    /// <param name="compilation">Decides what is accessible.</param>
    public static FanOutValue? Find(IMethodSymbol search, ITypeSymbol item, string name, Compilation compilation)
        => TypesOf(item).SelectMany(type => type.GetMembers(name)).Select(OfItem)
            .Concat(search.ContainingType.GetMembers(name).Select(member => OfInterface(member, item)))
            .FirstOrDefault(value => value is not null
                && !value.Symbol.IsForbidden()
                && !value.Symbol.HasRequirements()
                && !value.Type.IsStackBound()
                && !value.Type.IsBroken()
                && compilation.IsSymbolAccessibleWithin(value.Symbol, compilation.Assembly));

    private static FanOutValue? OfItem(ISymbol member) => member switch
    {
        { IsStatic: true } => null,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property => new(property, property.Type),
        IFieldSymbol field => new(field, field.Type),
        IMethodSymbol
        {
            MethodKind: MethodKind.Ordinary, IsGenericMethod: false, Parameters.IsEmpty: true, ReturnsVoid: false,
        } method => new(method, method.ReturnType),
        _ => null,
    };

    // A virtual static member can be called through a type parameter only.
    private static FanOutValue? OfInterface(ISymbol member, ITypeSymbol item)
        => member is IMethodSymbol
        {
            IsStatic: true,
            IsAbstract: false,
            IsVirtual: false,
            IsGenericMethod: false,
            ReturnsVoid: false,
            MethodKind: MethodKind.Ordinary,
            RefKind: RefKind.None,
            Parameters: { Length: 1 } parameters,
        } method
            && parameters[0].RefKind == RefKind.None
            && SymbolEqualityComparer.IncludeNullability.Equals(
                parameters[0].Type.WithNullableAnnotation(item.NullableAnnotation), item)
            ? new(method, method.ReturnType)
            : null;

    // The type itself first, so that what it declares anew hides what it inherits.
    private static IEnumerable<ITypeSymbol> TypesOf(ITypeSymbol item)
    {
        if (item is ITypeParameterSymbol parameter)
        {
            return parameter.ConstraintTypes.SelectMany(TypesOf);
        }

        var types = new List<ITypeSymbol>();
        for (var current = item; current is not null; current = current.BaseType)
        {
            types.Add(current);
        }

        return item.TypeKind == TypeKind.Interface ? types.Concat(item.AllInterfaces) : types;
    }
}
