using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads which warnings the use of a symbol gives.</summary>
internal static class Warnings
{
    /// <summary>The warnings about the use of a symbol, as a <c>#pragma</c> names them.</summary>
    public static IEnumerable<string> Of(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && IdOf(attribute, type) is { } id)
            {
                yield return id;
            }
        }
    }

    private static string? IdOf(AttributeData attribute, INamedTypeSymbol type)
    {
        if (type.Is("System", nameof(ObsoleteAttribute)))
        {
            var id = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "DiagnosticId").Value.Value as string;
            return string.IsNullOrEmpty(id) ? "CS0612, CS0618" : Identifiers.IsIdentifier(id!) ? id : null;
        }

        return type.Is("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute")
            ? attribute.ConstructorArguments.FirstOrDefault().Value as string
            : null;
    }
}
