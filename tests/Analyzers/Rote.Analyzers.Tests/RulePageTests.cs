using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>The pages of docs/rules are true: their code compiles, and is reported where they say so.</summary>
public sealed partial class RulePageTests
{
    private const string Violates = "violates";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. typeof(RuleIds).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    public static TheoryData<string> RulesWithPages
        => [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct()];

    [Theory]
    [MemberData(nameof(RulesWithPages))]
    public async Task CodeBlocks_OfThePage_AreReportedWhereItSaysSo(string rule)
    {
        var blocks = MarkdownBlock.Read(rule, PageOf(rule)).Where(block => block.Language == "csharp").ToList();

        Assert.Contains(blocks, block => block.Marker == Violates);
        Assert.Contains(blocks, block => block.Marker == "fixed");
        foreach (var block in blocks)
        {
            var reported = await AnalyzeAsync(block.Text);
            var promised = block.Marker == Violates ? LinesThatName(rule, block.Text) : [];
            Assert.Equal(promised, reported.Select(diagnostic => (diagnostic.Id, LineOf(diagnostic))).Order());
        }
    }

    [Theory]
    [MemberData(nameof(RulesWithPages))]
    public void Page_EveryRule_SaysWhatTheDescriptorSays(string rule)
    {
        var descriptor = Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).First(candidate => candidate.Id == rule);
        var page = PageOf(rule);

        Assert.StartsWith($"# {rule}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {descriptor.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Severity | {descriptor.DefaultSeverity}", page, StringComparison.Ordinal);
        Assert.All(["Cause", "Why", "How to fix", "When to suppress"], section =>
            Assert.Contains($"\n## {section}\n", page, StringComparison.Ordinal));
        Assert.EndsWith($"/docs/rules/{rule}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_Table_ListsEveryRuleOnce()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathOf("docs/rules/README.md")))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
        var rules = Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .Select(rule => (rule.Id, $"{rule.Title}", $"{rule.DefaultSeverity}"));

        Assert.Equal(rules.Order(), rows);
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string code)
    {
        var compilation = PageCode.Compile(code);
        var problems = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(problems);
        return await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    // A violating line names its rule in a comment; an attribute's finding may stand on the line of a parameter.
    private static IEnumerable<(string Id, int Line)> LinesThatName(string rule, string code)
        => code.Split('\n').Index().Where(line => line.Item.Contains($"// {rule}", StringComparison.Ordinal))
            .Select(line => (rule, line.Index));

    private static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;

    private static string PageOf(string rule) => File.ReadAllText(Repository.PathOf($"docs/rules/{rule}.md"));

    [GeneratedRegex(@"^\| \[(ROTE\d{4})\]\(\1\.md\) \| ([^|]+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
