using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Testing;

namespace Rote.Architecture.Tests;

/// <summary>The size rules of STYLE.md. What must be longer stands in a list with its reason.</summary>
public sealed class SourceSizeTests
{
    private const int MaxFileLines = 400;
    private const int MaxMemberLines = 70;
    private const int MaxParameters = 6;
    private const int MaxLineColumns = 130;

    private static readonly Dictionary<string, string> LongFiles = [];

    private static readonly Dictionary<string, string> LongMembers = [];

    private static readonly IReadOnlyList<string> Sources =
        [.. new[] { "src", "samples", "tests", "perf" }
            .SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Where(path => !path.EndsWith(".verified.cs", StringComparison.Ordinal))];

    [Fact]
    public void Files_AllSources_StayUnderTheCap()
    {
        var offenders = Sources
            .Select(path => (Name: Repository.RelativeTo(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > MaxFileLines && !LongFiles.ContainsKey(file.Name))
            .ToList();

        Assert.Empty(offenders);
    }

    [Fact]
    public void Lines_AllSources_FitTheScreen()
        => Assert.Empty(Sources
            .SelectMany(path => File.ReadLines(path)
                .Select((text, index) => (Text: text, Place: $"{Repository.RelativeTo(path)}:{index + 1}")))
            .Where(line => line.Text.Length > MaxLineColumns)
            .Select(line => line.Place));

    [Fact]
    public void Members_AllSources_StayUnderTheCap()
    {
        var offenders = Members()
            .Select(member => (member.Name, Lines: LinesOf(member.Node)))
            .Where(member => member.Lines > MaxMemberLines && !LongMembers.ContainsKey(member.Name))
            .ToList();

        Assert.Empty(offenders);
    }

    [Fact]
    public void Parameters_AllMembers_AreFew()
        => Assert.Empty(Members()
            .Where(member => member.Node is BaseMethodDeclarationSyntax { ParameterList.Parameters.Count: > MaxParameters })
            .Select(member => member.Name));

    [Fact]
    public void Files_AllProductSources_HoldOneTypeNamedLikeThem()
        => Assert.Empty(Sources
            .Where(path => Repository.RelativeTo(path).StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(path => TopLevelTypes(path)
                .Where((type, index) => index > 0 || Path.GetFileName(path).Split('.')[0] != type)
                .Select(type => $"{Repository.RelativeTo(path)}: {type}")));

    [Fact]
    public void AllowLists_EveryEntry_StillNeedsItsExemption()
    {
        Assert.All(LongFiles.Keys, name => Assert.True(File.ReadLines(Repository.PathOf(name)).Count() > MaxFileLines, name));
        var members = Members().ToLookup(member => member.Name, member => LinesOf(member.Node));
        Assert.All(LongMembers.Keys, name => Assert.Contains(members[name], lines => lines > MaxMemberLines));
    }

    private static IEnumerable<string> TopLevelTypes(string path)
        => Parse(path).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Select(type => type switch
            {
                BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
                DelegateDeclarationSyntax declared => declared.Identifier.Text,
                _ => null,
            })
            .OfType<string>();

    private static IEnumerable<(string Name, SyntaxNode Node)> Members()
        => from path in Sources
           from node in Parse(path).DescendantNodes()
           where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
               || (node is PropertyDeclarationSyntax { ExpressionBody: not null })
           select ($"{Repository.RelativeTo(path)}: {NameOf(node)}", node);

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        AccessorDeclarationSyntax accessor => $"{NameOf(accessor.Parent!.Parent!)}.{accessor.Keyword.Text}",
        _ => node.Kind().ToString(),
    };

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static SyntaxNode Parse(string path) => CSharpSyntaxTree.ParseText(
        File.ReadAllText(path), CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot();
}
