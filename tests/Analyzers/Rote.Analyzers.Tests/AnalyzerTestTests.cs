using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>The verifier fails where it should: a test that cannot fail proves nothing.</summary>
public sealed class AnalyzerTestTests
{
    private const string Marked = "class C { void M() { int [|bad|] = 1; } }";
    private const string Unmarked = "class C { void M() { int bad = 1; } }";
    private const string Good = "class C { void M() { int good = 1; } }";

    [Fact]
    public Task RunAsync_AsExpected_Passes() => Run(new AnalyzerTest(new ProbeAnalyzer(), Fix())
    {
        Sources = [Marked, "class D { void M() { int {|PROBE1:badder|} = 1, [|bad|] = 2; } }"],
        FixedSources = [Good, "class D { void M() { int goodder = 1, good = 2; } }"],
        Messages = ["'bad' is bad", "'badder' is bad", "'bad' is bad"],
        FixTitle = "Replace",
        EquivalenceKey = "replace",
    });

    [Fact]
    public Task RunAsync_NotReported_Fails() => Fails("missing", new(new ProbeAnalyzer())
    {
        Sources = ["class C { void M() { int [|good|] = 1; } }"],
    });

    [Fact]
    public Task RunAsync_ReportedUnmarked_Fails() => Fails("unexpected", new(new ProbeAnalyzer()) { Sources = [Unmarked] });

    [Fact]
    public Task RunAsync_OtherSpan_Fails() => Fails("unexpected", new(new ProbeAnalyzer())
    {
        Sources = ["class C { void M() { int [|bad = 1|]; } }"],
    });

    [Fact]
    public Task RunAsync_MarkedTwice_Fails() => Fails("in:", new(new ProbeAnalyzer())
    {
        Sources = ["class C { void M() { int [|[|bad|]|] = 1; } }"],
    });

    [Fact]
    public Task RunAsync_OtherSeverity_Fails() => Fails("Error", new(new ProbeAnalyzer())
    {
        Sources = [Marked],
        Severity = DiagnosticSeverity.Error,
    });

    [Fact]
    public Task RunAsync_SeverityFromConfiguration_Passes() => Run(new(new ProbeAnalyzer())
    {
        Sources = [Marked],
        EditorConfig = "[*.cs]\ndotnet_diagnostic.PROBE1.severity = error",
        Severity = DiagnosticSeverity.Error,
    });

    [Fact]
    public Task RunAsync_OtherMessage_Fails() => Fails("Expected messages", new(new ProbeAnalyzer())
    {
        Sources = [Marked],
        Messages = ["other"],
    });

    [Fact]
    public Task RunAsync_InputDoesNotCompile_Fails() => Fails("compile", new(new ProbeAnalyzer())
    {
        Sources = ["class C { Missing m; }"],
    });

    [Fact]
    public Task RunAsync_InputIsNotNullableClean_Fails() => Fails("CS8600", new(new ProbeAnalyzer())
    {
        Sources = ["class C { void M() { string s = null; } }"],
    });

    [Fact]
    public Task RunAsync_AnalyzerThrows_Fails() => Fails("probe", new(new ProbeAnalyzer(throws: true)) { Sources = [Marked] });

    [Fact]
    public Task RunAsync_ReportedWithoutToolkit_Fails() => Fails("without", new(new ProbeAnalyzer(needsToolkit: false))
    {
        Sources = [Marked],
    });

    [Fact]
    public Task RunAsync_ReportedOnlyOnce_Fails() => Fails("Concurrency", new(new ProbeAnalyzer(once: true))
    {
        Sources = [Marked],
    });

    [Fact]
    public Task RunAsync_FixedTextDiffers_Fails() => Fails("differs", Fixed(Fix(), Good + " "));

    [Fact]
    public Task RunAsync_FixedCodeDoesNotCompile_Fails()
        => Fails("compile", Fixed(Fix(_ => "1"), "class C { void M() { int 1 = 1; } }"));

    [Fact]
    public Task RunAsync_FixLosesCarriageReturns_Fails() => Fails("differs", new(new ProbeAnalyzer(), Fix(_ => "good\n"))
    {
        Sources = [Marked],
        FixedSources = ["class C { void M() { int good\n = 1; } }"],
    });

    [Fact]
    public Task RunAsync_FixNeverEnds_Fails() => Fails("do not come to an end", Fixed(Fix(name => name + "x"), Good));

    [Fact]
    public Task RunAsync_FixAllDiffers_Fails() => Fails("fix-all", Fixed(Fix(all: ProbeCodeFix.Forgetful), Good));

    [Fact]
    public Task RunAsync_FixAllIsMissing_Fails() => Fails("no fix-all", Fixed(new ProbeCodeFix(_ => "good", null), Good));

    [Fact]
    public Task RunAsync_NoFixOffered_Fails() => Fails("No fix", new(new ProbeAnalyzer(), Fix())
    {
        Sources = [Good],
        FixedSources = [Good],
    });

    [Fact]
    public Task RunAsync_FixOfferedWhereNoneIsSafe_Fails() => Fails("none is safe", new(new ProbeAnalyzer(), Fix())
    {
        Sources = [Marked],
        OffersNoFix = true,
    });

    [Fact]
    public Task RunAsync_OtherTitle_Fails() => Fails("title", new(new ProbeAnalyzer(), Fix())
    {
        Sources = [Marked],
        FixedSources = [Good],
        FixTitle = "Other",
    });

    [Theory]
    [InlineData("bad.Length", "fixed", "does not save calls")]
    [InlineData("3", "fixed", "does not save calls")]
    [InlineData("10 - nameof(bad).Length", "{nameof(bad)}", "changes the results")]
    [InlineData("10 - nameof(bad).Length", "fixed", "")]
    public Task RunAsync_ProgramsRunAfterFix_AreCompared(string calls, string results, string problem)
    {
        var program = $$"""
            public static class Scenario
            {
                public static Task<(int Calls, string[] Results)> RunAsync()
                {
                    var [|bad|] = "x";
                    return Task.FromResult(({{calls}}, new[] { $"{{results}}" }));
                }
            }
            """;
        var corrected = AnalyzerMarkup.Parse(program, ProbeAnalyzer.Id).Text.Replace("bad", "good", StringComparison.Ordinal);
        var test = new AnalyzerTest(new ProbeAnalyzer(), RenameAll())
        {
            Sources = [program],
            FixedSources = [corrected],
            Execute = true,
        };
        return problem.Length == 0 ? Run(test) : Fails(problem, test);
    }

    [Fact]
    public void Parse_NestedMarks_AreFoundOutsideIn()
    {
        var markup = AnalyzerMarkup.Parse("a [|b {|X2:c|} [|d|]|] e {|X3:|}", "X1");

        Assert.Equal("a b c d e ", markup.Text);
        Assert.Equal(
            [new("X1", new TextSpan(2, 5)), new("X2", new(4, 1)), new("X1", new(6, 1)), new AnalyzerMark("X3", new(10, 0))],
            markup.Marks);
    }

    [Theory]
    [InlineData("a [|b")]
    [InlineData("a {|X1:b|]")]
    public void Parse_MarkLeftOpen_Throws(string markup)
        => Assert.Throws<FormatException>(() => AnalyzerMarkup.Parse(markup, "X1"));

    [Theory]
    [InlineData("a || b")]
    [InlineData("p is { A: 1 } | q")]
    [InlineData("x[1] | y[2]")]
    public void Parse_CodeThatLooksAlike_IsLeftAlone(string code) => Assert.Equal(code, AnalyzerMarkup.Parse(code, "X1").Text);

    private static AnalyzerTest Fixed(CodeFixProvider fix, string corrected)
        => new(new ProbeAnalyzer(), fix) { Sources = [Marked], FixedSources = [corrected] };

    private static ProbeCodeFix Fix(Func<string, string>? replace = null, FixAllProvider? all = null) => new(
        replace ?? (name => name.Replace("bad", "good", StringComparison.Ordinal)),
        all ?? WellKnownFixAllProviders.BatchFixer);

    // Renames every use with the local, so that nameof tells the two programs apart.
    private static ProbeCodeFix RenameAll() => new(_ => "good", WellKnownFixAllProviders.BatchFixer, everywhere: true);

    private static Task Run(AnalyzerTest test) => test.RunAsync(TestContext.Current.CancellationToken);

    private static async Task Fails(string problem, AnalyzerTest test)
    {
        var thrown = await Assert.ThrowsAsync<AnalyzerTestException>(() => Run(test));
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
    }
}
