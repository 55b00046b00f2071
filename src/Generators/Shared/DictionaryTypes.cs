using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Which types are dictionaries, from what to what.</summary>
internal static class DictionaryTypes
{
    private const string Generic = "System.Collections.Generic";

    /// <summary>The kind of a dictionary type; <see cref="DictionaryKind.None"/> for everything else.</summary>
    public static DictionaryKind Classify(ITypeSymbol type)
        => type.Is(Generic, "IReadOnlyDictionary", 2) ? DictionaryKind.ReadOnlyInterface
            : type.Is(Generic, "IDictionary", 2) ? DictionaryKind.Interface
            : type.Is(Generic, "Dictionary", 2) ? DictionaryKind.Dictionary
            : DictionaryKind.None;

    /// <summary>
    /// What a dictionary has for an item, or nothing where the type is no dictionary of such items, or where it could hold a
    /// <see langword="null"/>, which would be taken for absence.
    /// </summary>
    public static ITypeSymbol? ValueFor(ITypeSymbol type, ITypeSymbol item)
        => Classify(type) != DictionaryKind.None
            && type is INamedTypeSymbol { TypeArguments: { Length: 2 } arguments }
            && !IsNullable(item)
            && SymbolEqualityComparer.Default.Equals(arguments[0], item)
            && (arguments[1].IsReferenceType || arguments[1].IsValueType)
            && !IsNullable(arguments[1])
            ? arguments[1]
            : null;

    private static bool IsNullable(ITypeSymbol type)
        => type.NullableAnnotation == NullableAnnotation.Annotated
            || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
