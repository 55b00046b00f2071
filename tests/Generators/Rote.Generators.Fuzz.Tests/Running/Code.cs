using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Writes types, values and parameters as the harness says them.</summary>
internal static class Code
{
    public const string Playing = "global::Rote.Generators.Fuzz.Tests.Playing";
    public const string Tape = Playing + ".Tape";

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A type.</summary>
    /// <remarks>Never <c>dynamic</c>: the harness has nothing bound when it runs.</remarks>
    public static string Of(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(Format);

    /// <summary>A string literal.</summary>
    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>An expression for the next value of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source"><c>Value</c> of the recording implementation, or <c>Argument</c> of the caller.</param>
    public static string Value(ITypeSymbol type, string source) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => $"({Of(type)})(nint){Tape}.{source}<int>()",
        INamedTypeSymbol { IsRefLikeType: true, TypeArguments: [var item] }
            => $"{Tape}.{source}<global::System.Collections.Generic.List<{Of(item)}>>().ToArray()",
        { IsRefLikeType: true, Name: "View" } => $"new {Playing}.View({Tape}.{source}<int>())",
        _ when IsStackBound(type) => $"default({Of(type)})!",
        _ => $"{Tape}.{source}<{Of(type)}>()",
    };

    /// <summary>An expression that can be recorded, or nothing.</summary>
    public static string? Show(ITypeSymbol type, string expression) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => $"(long)(nint){expression}",
        INamedTypeSymbol { IsRefLikeType: true, TypeArguments.Length: 1 } => $"{expression}.ToArray()",
        { IsRefLikeType: true, Name: "View" } => $"{expression}.Number",
        _ when IsStackBound(type) => null,
        _ => $"(object?){expression}",
    };

    /// <summary>Whether a type lives, or may live, on the stack.</summary>
    public static bool IsStackBound(ITypeSymbol type)
        => type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true };

    /// <summary>What stands before a parameter's type in a declaration.</summary>
    public static string Modifier(IParameterSymbol parameter)
    {
        var passing = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };
        return parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out ? "scoped " + passing : passing;
    }

    /// <summary>An argument that passes a variable.</summary>
    public static string Argument(IParameterSymbol parameter, string name) => parameter.RefKind switch
    {
        RefKind.Ref => "ref " + name,
        RefKind.Out => "out " + name,
        RefKind.In or RefKind.RefReadOnlyParameter => "in " + name,
        _ => name,
    };

    /// <summary><c>ref </c>, <c>ref readonly </c> or nothing.</summary>
    public static string Reference(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };

    /// <summary>A parameter list in which the parameters are numbered.</summary>
    public static string Parameters(IEnumerable<IParameterSymbol> parameters)
        => string.Join(", ", parameters.Select(parameter => $"{Modifier(parameter)}{Of(parameter.Type)} p{parameter.Ordinal}"));

    /// <summary>By what a member is known in a record.</summary>
    public static string Label(ISymbol member)
    {
        var types = string.Join(", ", ParametersOf(member).Select(parameter => parameter.Type.Name));
        return $"{member.ContainingType.Name}.{member.Name}({types})";
    }

    /// <summary>Parameters of a method or indexer.</summary>
    public static IReadOnlyList<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };
}
