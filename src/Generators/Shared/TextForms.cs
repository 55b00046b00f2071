using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Which parts of a key have a text form, by which a second level finds the entry.</summary>
/// <remarks>Equal values have equal texts, others different ones. What has none is refused, never <c>ToString</c>.</remarks>
internal static class TextForms
{
    private static readonly HashSet<string> Values = ["Guid", "DateTimeOffset", "TimeSpan", "DateOnly", "TimeOnly"];

    /// <summary>Whether a type has a text form.</summary>
    public static bool Has(ITypeSymbol type)
    {
        type = WithoutNull(type);
        return type.TypeKind == TypeKind.Enum
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr or SpecialType.System_DateTime
            || (Values.Contains(type.Name) && type.Is("System", type.Name));
    }

    /// <summary>What a part is cast to before it is written, or nothing where it is written as it is.</summary>
    public static string? CastOf(ITypeSymbol type)
    {
        var value = WithoutNull(type);
        var name = (value as INamedTypeSymbol)?.EnumUnderlyingType?.ToDisplayString();
        return name is null || SymbolEqualityComparer.Default.Equals(value, type) ? name : name + "?";
    }

    private static ITypeSymbol WithoutNull(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}
