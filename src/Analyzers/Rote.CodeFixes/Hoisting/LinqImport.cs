using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rote.CodeFixes.Text;

namespace Rote.CodeFixes.Hoisting;

/// <summary>Imports <c>System.Linq</c> where new text needs it and the file does not see it.</summary>
internal static class LinqImport
{
    private const string Namespace = "System.Linq";

    /// <summary>The change that adds the import, or none.</summary>
    public static IEnumerable<TextChange> For(SemanticModel model, SourceText text, string newText, int position)
    {
        if (!newText.EndsWith(")", StringComparison.Ordinal)
            || model.LookupNamespacesAndTypes(position, name: "Enumerable")
                .Any(type => type.ContainingNamespace?.ToDisplayString() == Namespace)
            || model.SyntaxTree.GetRoot() is not CompilationUnitSyntax root)
        {
            yield break;
        }

        var line = $"using {Namespace};" + Lines.EndOf(text);
        var next = root.Usings.FirstOrDefault(import => import.Alias is null && import.Name is { } name
            && string.CompareOrdinal(name.ToString(), Namespace) > 0);
        var place = next?.SpanStart ?? root.Usings.LastOrDefault()?.FullSpan.End ?? root.GetFirstToken().SpanStart;
        yield return new(new(place, 0), root.Usings.Count == 0 ? line + Lines.EndOf(text) : line);
    }
}
