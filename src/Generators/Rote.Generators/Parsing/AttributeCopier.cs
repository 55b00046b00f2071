using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Copies the attributes without which a faithful implementation would warn: obsolescence, null-state, trimming.</summary>
internal static class AttributeCopier
{
    private static readonly HashSet<string> Analysis = new(StringComparer.Ordinal)
    {
        "AllowNullAttribute", "DisallowNullAttribute", "MaybeNullAttribute", "NotNullAttribute", "MaybeNullWhenAttribute",
        "NotNullWhenAttribute", "NotNullIfNotNullAttribute", "DoesNotReturnAttribute", "DoesNotReturnIfAttribute",
        "UnscopedRefAttribute", "ExperimentalAttribute", "RequiresUnreferencedCodeAttribute", "RequiresDynamicCodeAttribute",
        "RequiresAssemblyFilesAttribute", "DynamicallyAccessedMembersAttribute",
    };

    /// <summary>Attributes of a type or member, one a line.</summary>
    public static IEnumerable<string> Of(ISymbol symbol, TypeWriter types) => Copy(symbol.GetAttributes(), "", types);

    /// <summary>Attributes of a method and of its result, one a line.</summary>
    public static IEnumerable<string> Of(IMethodSymbol method, TypeWriter types)
        => Of((ISymbol)method, types).Concat(Copy(method.GetReturnTypeAttributes(), "return: ", types));

    /// <summary>Attributes to stand before a parameter or type parameter, with a space at their end.</summary>
    public static string Inline(ISymbol symbol, TypeWriter types) => string.Concat(Of(symbol, types).Select(attribute => attribute + " "));

    /// <summary>Whether a method carries an attribute of the analysis namespace.</summary>
    public static bool Has(ISymbol symbol, string attribute)
        => symbol.GetAttributes().Any(candidate => candidate.AttributeClass?.Is("System.Diagnostics.CodeAnalysis", attribute) == true);

    /// <summary>Whether the use of a symbol is an error.</summary>
    public static bool IsForbidden(ISymbol symbol)
        => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Is("System", nameof(ObsoleteAttribute)) == true
            && attribute.ConstructorArguments.Any(argument => argument.Value is true));

    private static IEnumerable<string> Copy(ImmutableArray<AttributeData> attributes, string target, TypeWriter types)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && IsCopied(type) && Arguments(attribute, types) is { } arguments)
            {
                var name = types.Write(type);
                yield return $"[{target}{name.Substring(0, name.Length - nameof(Attribute).Length)}{arguments}]";
            }
        }
    }

    private static bool IsCopied(INamedTypeSymbol type)
        => type.Is("System", nameof(ObsoleteAttribute))
            || (Analysis.Contains(type.Name) && type.Is("System.Diagnostics.CodeAnalysis", type.Name));

    private static string? Arguments(AttributeData attribute, TypeWriter types)
    {
        var arguments = attribute.ConstructorArguments.Select(argument => Write(argument, types))
            .Concat(attribute.NamedArguments.Select(argument => Write(argument.Value, types) is { } value ? $"{argument.Key} = {value}" : null))
            .ToList();
        return arguments.Contains(null) ? null
            : arguments.Count == 0 ? ""
            : $"({string.Join(", ", arguments)})";
    }

    private static string? Write(TypedConstant constant, TypeWriter types)
        => constant is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Type: { } type }
            ? ConstantWriter.Write(constant.Value, type, types)
            : null;
}
