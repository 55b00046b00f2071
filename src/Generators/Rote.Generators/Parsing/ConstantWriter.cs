using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Writes constants as C# expressions.</summary>
internal static class ConstantWriter
{
    /// <summary>The default value of a parameter, or <see langword="null"/> where it has none that can be written.</summary>
    /// <remarks>A token has no other than the default, so that the compiler need not be asked to work it out.</remarks>
    public static string? DefaultOf(IParameterSymbol parameter, TypeWriter types)
        => parameter.Type.IsCancellationToken() ? (parameter.IsOptional ? "default" : null)
            : parameter.HasExplicitDefaultValue ? Write(parameter.ExplicitDefaultValue, parameter.Type, types)
            : null;

    /// <summary>A constant of a type.</summary>
    public static string? Write(object? value, ITypeSymbol type, TypeWriter types)
    {
        var underlying = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            ? ((INamedTypeSymbol)type).TypeArguments[0]
            : type;
        return value switch
        {
            null => Null(type),
            _ when underlying is INamedTypeSymbol { EnumUnderlyingType: not null } named => Enum(value, named, types),
            _ => Primitive(value),
        };
    }

    /// <summary>A constant of a primitive type.</summary>
    public static string? Primitive(object value) => value switch
    {
        string text => Literals.Quote(text),
        char character => Literals.Quote(character),
        bool flag => flag ? "true" : "false",
        double number => Floating(number, number.ToString("R", CultureInfo.InvariantCulture), "double", "D"),
        float number => Floating(number, number.ToString("R", CultureInfo.InvariantCulture), "float", "F"),
        decimal number => Literals.Number(number) + "M",
        long number => Literals.Number(number) + "L",
        ulong number => Literals.Number(number) + "UL",
        uint number => Literals.Number(number) + "U",
        int or short or sbyte or byte or ushort => Literals.Number((IFormattable)value),
        _ => null,
    };

    private static string Null(ITypeSymbol type)
    {
        if (type.IsValueType || type.TypeKind == TypeKind.TypeParameter)
        {
            return type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "null" : Default(type);
        }

        return type.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!";
    }

    private static string Default(ITypeSymbol type)
        => type.IsValueType || type.NullableAnnotation == NullableAnnotation.Annotated ? "default" : "default!";

    private static string Floating(double number, string text, string type, string suffix) => number switch
    {
        double.NaN => type + ".NaN",
        double.PositiveInfinity => type + ".PositiveInfinity",
        double.NegativeInfinity => type + ".NegativeInfinity",
        _ => text + suffix,
    };

    private static string? Enum(object value, INamedTypeSymbol type, TypeWriter types)
    {
        var name = types.Write(type.WithNullableAnnotation(NullableAnnotation.None));
        var field = type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value) && !field.IsForbidden());
        if (field is not null && SyntaxFacts.IsValidIdentifier(field.Name))
        {
            types.Note(field);
            return $"{name}.{Identifiers.Escape(field.Name)}";
        }

        return Primitive(value) is not { } number ? null
            : number[0] == '-' ? $"({name})({number})"
            : $"({name}){number}";
    }
}
