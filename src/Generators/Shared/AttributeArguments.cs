using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Reads the arguments of attributes.</summary>
/// <remarks>Half-written attributes are met on every keystroke: what is missing or of the wrong kind counts as not set.</remarks>
internal static class AttributeArguments
{
    /// <summary>A property that the attribute sets, or nothing.</summary>
    public static TypedConstant Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return default;
    }

    /// <summary>A property of a primitive type, or nothing.</summary>
    public static T? Value<T>(this AttributeData attribute, string name)
        where T : struct
        => attribute.Named(name) is { Kind: TypedConstantKind.Primitive, Value: T value } ? value : null;

    /// <summary>A property of type <c>int</c>; 0 where it is not set.</summary>
    public static int Number(this AttributeData attribute, string name) => attribute.Value<int>(name) ?? 0;

    /// <summary>A property of type <c>string</c>, or nothing where it is not set or empty.</summary>
    public static string? Text(this AttributeData attribute, string name)
        => attribute.Named(name) is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } value } ? value : null;

    /// <summary>The strings of an array.</summary>
    public static IReadOnlyList<string> Texts(this TypedConstant constant)
        => constant is { Kind: TypedConstantKind.Array, IsNull: false, Values.IsDefault: false }
            ? [.. constant.Values
                .Where(value => value.Kind == TypedConstantKind.Primitive)
                .Select(value => value.Value)
                .OfType<string>()]
            : [];
}
