using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Collects what a decorator of an interface implements, and how.</summary>
internal static class InterfaceMembers
{
    /// <summary>Names that mean something else in every class.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    private static readonly string[] AccessorPrefixes = ["get_", "set_", "add_", "remove_", "op_"];

    /// <summary>
    /// Members of the interface and of all it inherits, own ones first; <see langword="null"/> where the decorator could not
    /// implement the interface.
    /// </summary>
    /// <param name="type">The interface.</param>
    /// <param name="decorator">The name of the decorator, which no member of it can have.</param>
    /// <param name="compilation">Decides what is accessible.</param>
    public static IReadOnlyList<InterfaceMember>? Collect(INamedTypeSymbol type, string decorator, Compilation compilation)
    {
        var symbols = new List<ISymbol>();
        foreach (var declaring in type.AllInterfaces.Insert(0, type))
        {
            var members = declaring.GetMembers().Where(member => member is not INamedTypeSymbol).ToList();
            if (HasDuplicates(members))
            {
                return null;
            }

            symbols.AddRange(members.Where(member => IsImplemented(member, compilation) && !IsDisposal(member, type)));
        }

        HashSet<string> forbidden = [.. InterfaceShape.TypeParametersOf(type).Select(parameter => parameter.Name), decorator];
        return Plan(symbols, type, forbidden, accessor => compilation.IsSymbolAccessibleWithin(accessor, compilation.Assembly));
    }

    /// <summary>Whether a member is a disposal method, which the decorator writes itself.</summary>
    public static bool IsDisposal(ISymbol member, INamedTypeSymbol type)
        => member is IMethodSymbol { Parameters.IsEmpty: true, IsGenericMethod: false } method
            && (DisposalParser.IsSynchronous(method, type) || DisposalParser.IsAsynchronous(method, type));

    private static bool IsImplemented(ISymbol member, Compilation compilation)
        => !member.IsStatic
            && (member.IsAbstract || member.IsVirtual)
            && !InterfaceShape.IsExplicitImplementation(member)
            && member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol
            && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly);

    private static bool HasDuplicates(IReadOnlyList<ISymbol> members)
    {
        var declared = members
            .Where(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol)
            .Where(member => !InterfaceShape.IsExplicitImplementation(member))
            .ToList();
        return declared.GroupBy(member => member.Name).Any(group => group.Count() > 1
            && (group.Any(IsPropertyOrEvent) || group.Select(MemberSignature.Of).Distinct().Count() != group.Count()));
    }

    private static bool IsPropertyOrEvent(ISymbol member) => member is IPropertySymbol { IsIndexer: false } or IEventSymbol;

    private static List<InterfaceMember> Plan(
        List<ISymbol> symbols, INamedTypeSymbol type, HashSet<string> forbidden, Func<ISymbol, bool> isReachable)
    {
        var hasItem = symbols.Any(symbol => symbol.Name == "Item");
        var declaring = type.AllInterfaces.Insert(0, type);
        var methodNames = new HashSet<string>(StringComparer.Ordinal) { "Dispose", "DisposeAsync" };
        var otherNames = new HashSet<string>(StringComparer.Ordinal);
        var signatures = new HashSet<string>(StringComparer.Ordinal) { "Dispose`0()", "DisposeAsync`0()" };

        // Only members of one name can clash, with each other or with what the decorator has.
        var shared = new HashSet<string>(
            symbols.GroupBy(symbol => symbol.Name).Where(same => same.Count() > 1).Select(same => same.Key).Concat(methodNames),
            StringComparer.Ordinal);
        var members = new List<InterfaceMember>(symbols.Count);
        foreach (var symbol in symbols)
        {
            var isMethod = symbol is IMethodSymbol;
            var isIndexer = symbol is IPropertySymbol { IsIndexer: true };
            var isImplicit = !forbidden.Contains(symbol.Name)
                && CanBePublic(symbol, isReachable)
                && !(isIndexer && hasItem)
                && !otherNames.Contains(symbol.Name)
                && (isMethod || isIndexer || !methodNames.Contains(symbol.Name))
                && (!shared.Contains(symbol.Name) || signatures.Add(MemberSignature.Of(symbol)));
            if (isImplicit && !isIndexer)
            {
                (isMethod ? methodNames : otherNames).Add(symbol.Name);
            }

            if (!isImplicit && !CanBeExplicit(symbol, isReachable))
            {
                continue;
            }

            var isInherited = !SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type);
            var isAmbiguous = isInherited && declaring.Any(other
                => !SymbolEqualityComparer.Default.Equals(other, symbol.ContainingType)
                    && !other.GetMembers(symbol.Name).IsEmpty);
            members.Add(new(symbol, !isImplicit, isAmbiguous));
        }

        return members;
    }

    private static bool CanBePublic(ISymbol symbol, Func<ISymbol, bool> isReachable)
        => symbol.DeclaredAccessibility == Accessibility.Public
            && !Reserved.Contains(symbol.Name)
            && !AccessorPrefixes.Any(prefix => symbol.Name.StartsWith(prefix, StringComparison.Ordinal))
            && AccessorsOf(symbol).All(accessor => IsPlain(accessor) || !isReachable(accessor));

    // Nobody can call an init accessor of a decorator; what is not as public as the property cannot be implemented implicitly.
    // An accessor that the decorator cannot call is left out: it has a body, or the interface had no decorator.
    private static bool IsPlain(IMethodSymbol accessor)
        => accessor is { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public };

    // An explicit implementation has all accessors but private ones. A property of which one cannot be called runs as it is.
    private static bool CanBeExplicit(ISymbol symbol, Func<ISymbol, bool> isReachable)
        => AccessorsOf(symbol).All(accessor
            => accessor.DeclaredAccessibility == Accessibility.Private || isReachable(accessor));

    private static IEnumerable<IMethodSymbol> AccessorsOf(ISymbol symbol)
        => symbol is IPropertySymbol property ? new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>() : [];
}
