using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>
/// Copies the attributes without which an implementation would warn: obsolescence, null-state, trimming. And those that say what
/// editors show.
/// </summary>
internal static class AttributeCopier
{
    private const string AnalysisNamespace = "System.Diagnostics.CodeAnalysis";

    private static readonly HashSet<string> Analysis = new(StringComparer.Ordinal)
    {
        "AllowNullAttribute", "DisallowNullAttribute", "MaybeNullAttribute", "NotNullAttribute", "MaybeNullWhenAttribute",
        "NotNullWhenAttribute", "NotNullIfNotNullAttribute", "DoesNotReturnAttribute", "DoesNotReturnIfAttribute",
        "UnscopedRefAttribute", "ExperimentalAttribute", "RequiresUnreferencedCodeAttribute", "RequiresDynamicCodeAttribute",
        "RequiresAssemblyFilesAttribute", "DynamicallyAccessedMembersAttribute",
    };

    private static readonly HashSet<string> CallerInfo = new(StringComparer.Ordinal)
    {
        "CallerMemberNameAttribute", "CallerFilePathAttribute", "CallerLineNumberAttribute", "CallerArgumentExpressionAttribute",
    };

    /// <summary>The attribute by which a caller prefers one overload to another, if there is one.</summary>
    public static IEnumerable<string> PriorityOf(ISymbol symbol, TypeWriter types)
        => Copy(
            symbol.GetAttributes(),
            static type => type.Is("System.Runtime.CompilerServices", "OverloadResolutionPriorityAttribute"),
            "",
            types);

    /// <summary>What the trimmer keeps of the types that a parameter brings, for a positional property.</summary>
    public static string TrimmingOf(IParameterSymbol parameter, TypeWriter types)
    {
        static bool IsAboutTrimming(INamedTypeSymbol type) => type.Is(AnalysisNamespace, "DynamicallyAccessedMembersAttribute");
        var attributes = parameter.GetAttributes();
        return attributes.IsEmpty ? "" : string.Concat(Copy(attributes, IsAboutTrimming, "param: ", types)
            .Concat(Copy(attributes, IsAboutTrimming, "property: ", types))
            .Select(attribute => attribute + " "));
    }

    /// <summary>Attributes of a type or member, and of a method's result, one a line.</summary>
    public static IEnumerable<string> Of(ISymbol symbol, TypeWriter types)
    {
        var attributes = symbol.GetAttributes();
        var ofResult = symbol is IMethodSymbol method ? method.GetReturnTypeAttributes() : [];
        return attributes.IsEmpty && ofResult.IsEmpty
            ? []
            : Copy(attributes, type => IsCopied(type, symbol), "", types)
                .Concat(Copy(ofResult, type => IsCopied(type, symbol), "return: ", types));
    }

    /// <summary>Attributes to stand before a parameter or type parameter, with a space at their end.</summary>
    public static string Inline(ISymbol symbol, TypeWriter types)
        => string.Concat(Of(symbol, types).Select(attribute => attribute + " "));

    /// <summary>Attributes by which the compiler fills an argument that is left out, with a space at their end.</summary>
    public static string CallerInfoOf(IParameterSymbol parameter, TypeWriter types)
        => string.Concat(Copy(parameter.GetAttributes(), IsCallerInfo, "", types).Select(attribute => attribute + " "));

    /// <summary>Whether a method carries an attribute of the analysis namespace.</summary>
    public static bool Has(ISymbol symbol, string attribute)
        => symbol.GetAttributes().Any(candidate => candidate.AttributeClass?.Is(AnalysisNamespace, attribute) == true);

    private static IEnumerable<string> Copy(
        ImmutableArray<AttributeData> attributes, Func<INamedTypeSymbol, bool> isCopied, string target, TypeWriter types)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && isCopied(type) && Arguments(attribute, types) is { } arguments)
            {
                var name = types.Write(type);
                yield return $"[{target}{name.Substring(0, name.Length - nameof(Attribute).Length)}{arguments}]";
            }
        }
    }

    // A reference into the store itself: what the attribute allows a struct, a class may do anyway.
    private static bool IsCopied(INamedTypeSymbol type, ISymbol symbol)
        => type.Is("System", nameof(ObsoleteAttribute))
            || type.Is("System.ComponentModel", "EditorBrowsableAttribute")
            || (Analysis.Contains(type.Name)
                && type.Is(AnalysisNamespace, type.Name)
                && (symbol is IParameterSymbol || type.Name != "UnscopedRefAttribute"));

    private static bool IsCallerInfo(INamedTypeSymbol type)
        => CallerInfo.Contains(type.Name) && type.Is("System.Runtime.CompilerServices", type.Name);

    private static string? Arguments(AttributeData attribute, TypeWriter types)
    {
        var arguments = attribute.ConstructorArguments.Select(argument => Write(argument, types))
            .Concat(attribute.NamedArguments
                .Select(argument => Write(argument.Value, types) is { } value ? $"{argument.Key} = {value}" : null))
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
