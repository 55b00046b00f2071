using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Which types are lists of items, and of what.</summary>
internal static class ListTypes
{
    private const string Generic = "System.Collections.Generic";

    /// <summary>The kind of a list type, and what it holds. Strings, blobs and dictionaries are no lists of items.</summary>
    public static ListKind Classify(ITypeSymbol type, out ITypeSymbol? element)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            element = array.ElementType;
            return IsBlobElement(element) ? ListKind.None : ListKind.Array;
        }

        element = type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;
        return element is null || !IsInGenericNamespace((INamedTypeSymbol)type)
            ? ListKind.None
            : type.Name switch
            {
                "IReadOnlyList" => ListKind.ReadOnlyListInterface,
                "IReadOnlyCollection" => ListKind.ReadOnlyCollectionInterface,
                "IList" => ListKind.ListInterface,
                "ICollection" => ListKind.CollectionInterface,
                "IEnumerable" => ListKind.Enumerable,
                "List" => ListKind.List,
                _ => ListKind.None,
            };
    }

    /// <summary>What a list type holds, or nothing where the type is no list of items.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => Classify(type, out var element) == ListKind.None ? null : element;

    /// <summary>What a result list holds by position, or nothing: a deferred sequence is no list.</summary>
    public static ITypeSymbol? AlignedElementOf(ITypeSymbol type)
        => Classify(type, out var element) is ListKind.None or ListKind.Enumerable ? null : element;

    private static bool IsBlobElement(ITypeSymbol element)
        => element.SpecialType is SpecialType.System_Byte or SpecialType.System_Char;

    private static bool IsInGenericNamespace(INamedTypeSymbol type)
        => type.ContainingType is null && type.ContainingNamespace.IsNamed(Generic);
}
