using Microsoft.CodeAnalysis.CSharp;

namespace Rote.Generators.Parsing;

/// <summary>Makes identifiers of names.</summary>
internal static class Identifiers
{
    /// <summary>Words that are keywords only in some places, but in such as generated code names a parameter in.</summary>
    private static readonly HashSet<string> Contextual = new(StringComparer.Ordinal)
    {
        "await", "async", "field", "scoped", "var", "yield",
    };

    /// <summary>A name as it is written in code.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || Contextual.Contains(name) ? "@" + name : name;

    /// <summary>A name that begins with a capital.</summary>
    public static string ToPascalCase(string name)
    {
        var trimmed = name.TrimStart('_');
        return trimmed.Length == 0 || !char.IsLetter(trimmed[0])
            ? "Part" + trimmed
            : char.ToUpperInvariant(trimmed[0]) + trimmed.Substring(1);
    }

    /// <summary>A name that begins with a small letter.</summary>
    public static string ToCamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Whether a text can be a part of an identifier as it is.</summary>
    public static bool IsIdentifier(string text) => SyntaxFacts.IsValidIdentifier(text);
}
