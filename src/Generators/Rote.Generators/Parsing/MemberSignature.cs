using Microsoft.CodeAnalysis;

namespace Rote.Generators.Parsing;

/// <summary>Texts that are equal where two members cannot both be public members of one class.</summary>
internal static class MemberSignature
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>Name, number of type parameters, and parameter types. Annotations, tuple names and <c>dynamic</c> do not matter.</summary>
    public static string Of(ISymbol member) => member switch
    {
        IMethodSymbol method => $"{method.Name}`{method.Arity}({Types(method.Parameters)})",
        IPropertySymbol { IsIndexer: true } indexer => $"this[{Types(indexer.Parameters)}]",
        _ => member.Name,
    };

    private static string Types(IEnumerable<IParameterSymbol> parameters)
        => string.Join(", ", parameters.Select(parameter => (parameter.RefKind == RefKind.None ? "" : "ref ") + Type(parameter.Type)));

    private static string Type(ITypeSymbol type) => string.Concat(type.ToDisplayParts(Format).Select(part => part switch
    {
        { Symbol: ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter } => "!" + parameter.Ordinal,
        { Kind: SymbolDisplayPartKind.Keyword } when part.ToString() == "dynamic" => "object",
        _ => part.ToString(),
    }));
}
