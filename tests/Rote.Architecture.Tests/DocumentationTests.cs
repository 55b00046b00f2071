extern alias analyzers;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Generators;
using Rote.Testing;

namespace Rote.Architecture.Tests;

/// <summary>
/// What the pages show is true: code compiles, generated code is what is generated, commands are run by a test.
/// </summary>
/// <remarks>
/// A C# block compiles on its own, with the generator on. Marked <c>generated</c> on the line above, it is an excerpt of what
/// the block before it generates: names stand there without their namespaces, and <c>…</c> for what is left out. The pages of
/// docs/rules have tests of their own, with the analyzers.
/// </remarks>
public sealed partial class DocumentationTests
{
    private const string Generated = "generated";
    private const string FeatureSamples = "FeatureSamples.Tests runs the program and compares what it prints with its page";

    /// <summary>Every command that a page may tell a reader to run, and what runs it here.</summary>
    private static readonly Dictionary<string, string> Commands = new()
    {
        ["dotnet run -c Release --project samples/AgentMemory"] = "AgentMemory.Tests runs the sample on its default input",
        ["dotnet run -c Release --project samples/Aggregation"] = FeatureSamples,
        ["dotnet run -c Release --project samples/BackgroundWork"] = FeatureSamples,
        ["dotnet run -c Release --project samples/Bulk"] = FeatureSamples,
        ["dotnet run -c Release --project samples/FanOut"] = FeatureSamples,
        ["dotnet run -c Release --project samples/LazyStore"] = FeatureSamples,
        ["dotnet run -c Release --project samples/ModelClients"] = FeatureSamples,
        ["dotnet run -c Release --project samples/Paging"] = FeatureSamples,
        ["dotnet run -c Release --project samples/Pooling"] = FeatureSamples,
        ["dotnet run -c Release --project samples/Resilience"] = FeatureSamples,
        ["dotnet run -c Release --project samples/Telemetry"] = FeatureSamples,
        ["dotnet run -c Release --project samples/WriteBehind"] = FeatureSamples,
        ["./test"] = ".ci/run",
        ["dotnet build"] = "./test",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures first-light"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures caching"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures pooling"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures models"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures paging"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures fan-out"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures monitoring"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- figures batching"] = "the figures of perf/results are its output",
        ["dotnet run -c Release --project perf/Rote.Bench -- cache-trace"] = "the table of perf/results is its output",
    };

    private static readonly IReadOnlyList<string> Pages =
        [.. Repository.Files(".", "*.md")
            .Where(path => !Repository.RelativeTo(path).StartsWith("docs/rules/", StringComparison.Ordinal))];

    public static TheoryData<string> PageNames => [.. Pages.Select(Repository.RelativeTo)];

    [Theory]
    [MemberData(nameof(PageNames))]
    public void CodeBlocks_OfThePage_AreTrue(string page)
    {
        var generated = "";
        foreach (var block in BlocksOf(page).Where(block => block.Language == "csharp"))
        {
            if (block.Marker == Generated)
            {
                AssertExcerpt(block, generated);
                continue;
            }

            generated = Compile(block);
        }
    }

    [Fact]
    public void Commands_OfEveryPage_AreRunByATest()
        => Assert.All(
            from page in Pages
            from block in BlocksOf(Repository.RelativeTo(page))
            where block.Language == "sh"
            from line in block.Text.Split('\n')
            let command = line.Split('#')[0].Trim()
            where command.Length > 0
            select (block.Place, Command: command),
            item => Assert.True(Commands.ContainsKey(item.Command), $"{item.Place}: {item.Command}"));

    [Fact]
    public void Links_OfEveryPage_LeadSomewhere()
        => Assert.All(
            from page in Repository.Files(".", "*.md")
            from link in Links(File.ReadAllText(page))
            select (Page: page, Link: link),
            item => Assert.True(
                Path.Exists(Path.Combine(Path.GetDirectoryName(item.Page)!, item.Link)),
                $"{Repository.RelativeTo(item.Page)}: {item.Link}"));

    [Fact]
    public void Diagnostics_EveryRule_HasAPage()
    {
        var rules = typeof(analyzers::Rote.Analyzers.RuleIds).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.True(File.Exists(Repository.PathOf($"docs/rules/{rule.Id}.md")), rule.Id));
        Assert.All(rules, rule => Assert.EndsWith($"/docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal));
    }

    private static IEnumerable<MarkdownBlock> BlocksOf(string page)
        => MarkdownBlock.Read(page, File.ReadAllText(Repository.PathOf(page)));

    private static string Compile(MarkdownBlock block)
    {
        var compilation = PageCode.Compile(block.Text);
        ISourceGenerator[] generators = [new DecoratorGenerator().AsSourceGenerator(), new FanOutGenerator().AsSourceGenerator()];
        var driver = CSharpGeneratorDriver.Create(generators, parseOptions: PageCode.Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        var problems = output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.True(!problems.Any(), $"{block.Place}\n{string.Join('\n', problems)}");
        return string.Join('\n', driver.GetRunResult().GeneratedTrees.Select(generated => generated.ToString()));
    }

    private static void AssertExcerpt(MarkdownBlock block, string generated)
    {
        var position = 0;
        var code = Squeeze(QualifiedName().Replace(generated, ""));
        foreach (var part in block.Text.Split('…').Select(Squeeze).Where(part => part.Length > 0))
        {
            var found = code.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{block.Place} shows what is not generated:\n{part}\n--- generated:\n{generated}");
            position = found + part.Length;
        }
    }

    // Pages wrap lines where the screen ends: white space does not count.
    private static string Squeeze(string code) => string.Concat(code.Where(character => !char.IsWhiteSpace(character)));

    private static IEnumerable<string> Links(string page) => Link().Matches(page).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"global::(?:[A-Za-z_]\w*\.)+")]
    private static partial Regex QualifiedName();
}
