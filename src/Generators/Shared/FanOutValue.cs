using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What gives the score or the key of an item.</summary>
/// <param name="Symbol">A property, a field or a method of the item, or a static method of the interface that takes it.</param>
/// <param name="Type">What it gives.</param>
internal sealed record FanOutValue(ISymbol Symbol, ITypeSymbol Type)
{
    /// <summary>Whether an attribute says that there may be nothing, whatever the type says.</summary>
    public bool MayBeNull
        => (Symbol is IMethodSymbol method ? method.GetReturnTypeAttributes() : Symbol.GetAttributes())
            .Any(attribute => attribute.AttributeClass?.Is("System.Diagnostics.CodeAnalysis", "MaybeNullAttribute") == true);

    /// <summary>What a member of this name gives of an item; nothing where there is none that can be asked.</summary>
    /// <param name="search">The search.</param>
    /// <param name="item">The type of an item.</param>
    /// <param name="name">The name that the attribute gives.</param>
    /// <param name="compilation">Decides what is accessible.</param>
    public static FanOutValue? Find(IMethodSymbol search, ITypeSymbol item, string name, Compilation compilation)
        => DeclaredBy(item, name, compilation).Select(OfItem)
            .Concat(search.ContainingType.GetMembers(name).Select(member => OfInterface(member, item)))
            .FirstOrDefault(value => value is not null
                && !value.Symbol.IsForbidden()
                && !value.Symbol.HasRequirements()
                && !value.Type.IsStackBound()
                && !value.Type.IsBroken()
                && IsReadable(value.Symbol, compilation));

    // A getter may be less visible than its property.
    private static bool IsReadable(ISymbol symbol, Compilation compilation)
        => compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly)
            && (symbol is not IPropertySymbol { GetMethod: { } getter }
                || compilation.IsSymbolAccessibleWithin(getter, compilation.Assembly));

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

    // As the compiler looks a name up: the type that declares it anew hides what it inherits, and two interfaces that know
    // nothing of each other leave nothing that could be asked.
    private static ISymbol[] DeclaredBy(ITypeSymbol item, string name, Compilation compilation)
    {
        ISymbol[] Visible(ITypeSymbol type)
            => [.. type.GetMembers(name).Where(member => compilation.IsSymbolAccessibleWithin(member, compilation.Assembly))];

        var (classes, interfaces) = TypesOf(item);
        if (classes.Select(Visible).FirstOrDefault(members => members.Length > 0) is { } members)
        {
            return members;
        }

        var declaring = interfaces.Where(type => Visible(type).Length > 0).ToList();
        var last = declaring.Where(type => !declaring.Any(other => IsInherited(type, other))).ToList();
        return last.Count == 1 ? Visible(last[0]) : [];
    }

    private static bool IsInherited(ITypeSymbol type, ITypeSymbol by)
        => by.AllInterfaces.Any(inherited => SymbolEqualityComparer.Default.Equals(inherited, type));

    private static (IReadOnlyList<ITypeSymbol> Classes, IReadOnlyList<ITypeSymbol> Interfaces) TypesOf(ITypeSymbol item)
    {
        var classes = new List<ITypeSymbol>();
        var interfaces = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in item is ITypeParameterSymbol parameter ? BoundsOf(parameter) : [item])
        {
            if (type.TypeKind == TypeKind.Interface)
            {
                interfaces.UnionWith(type.AllInterfaces.Prepend(type));
                continue;
            }

            for (var current = type; current is not null; current = current.BaseType)
            {
                classes.Add(current);
            }
        }

        return (classes, interfaces.ToList());
    }

    private static IEnumerable<ITypeSymbol> BoundsOf(ITypeParameterSymbol parameter)
        => parameter.ConstraintTypes.SelectMany(bound => bound is ITypeParameterSymbol other ? BoundsOf(other) : [bound]);
}
