using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rote.CodeFixes.Text;

/// <summary>Names for new locals that nothing around them uses yet.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken;

    /// <summary>Avoids every word of the member that holds a node, and every symbol that its position sees.</summary>
    public UniqueNames(SemanticModel model, SyntaxNode node)
    {
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(candidate => candidate is not GlobalStatementSyntax)
            ?? node.SyntaxTree.GetRoot();
        _taken = [.. member.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)];
        _taken.UnionWith(model.LookupSymbols(node.SpanStart).Select(symbol => symbol.Name));
    }

    /// <summary>The wanted name, or the wanted name with the lowest number that makes it new. Taken from then on.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = wanted + number;
        }

        return name;
    }

    /// <summary>
    /// A name for many of what another names: <c>memories</c> for <c>memory</c>. Single letters give the fallback.
    /// </summary>
    public string TakePlural(string single, string fallback)
        => Take(single.Length < 3 ? fallback
            : single.EndsWith("y", StringComparison.Ordinal) ? single.Substring(0, single.Length - 1) + "ies"
            : single.EndsWith("s", StringComparison.Ordinal) ? single + "es"
            : single + "s");
}
