using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads the parts of keys and groups.</summary>
internal static class PartParser
{
    /// <summary>Names that a record struct has already, or may not have.</summary>
    private static readonly string[] Taken =
    [
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "PrintMembers", "Deconstruct", "Clone",
    ];

    /// <summary>One part for each parameter; the list, if there is one among them, gives its items.</summary>
    public static EquatableArray<PartModel> Parse(
        IEnumerable<IParameterSymbol> parameters, IParameterSymbol? list, TypeWriter types)
    {
        var names = new NameAllocator(Taken);
        return parameters
            .Select(parameter => SymbolEqualityComparer.Default.Equals(parameter, list)
                ? Part(names.Allocate("Item"), ListTypes.ElementOf(parameter.Type)!, "", types)
                : Part(
                    names.Allocate(Identifiers.ToPascalCase(parameter.Name)),
                    parameter.Type,
                    AttributeCopier.TrimmingOf(parameter, types),
                    types))
            .ToEquatableArray();
    }

    /// <summary>How a part of this type is hashed.</summary>
    public static PartKind KindOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => KindOf(underlying),
        { SpecialType: SpecialType.System_String } => PartKind.Text,
        { SpecialType: SpecialType.System_Boolean } => PartKind.Flag,
        { SpecialType: SpecialType.System_UInt64 or SpecialType.System_UIntPtr } => PartKind.UnsignedNumber,
        { SpecialType: SpecialType.System_Char or SpecialType.System_IntPtr
            or (>= SpecialType.System_SByte and <= SpecialType.System_Int64) } => PartKind.Number,
        _ => PartKind.Value,
    };

    private static PartModel Part(string name, ITypeSymbol type, string attributes, TypeWriter types)
        => new(name, types.Write(type), KindOf(type), TextForms.CastOf(type), attributes);
}
