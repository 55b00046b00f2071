using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Rote.Testing;

/// <summary>One case of an analyzer, and of its fix: marked code in, diagnostics and fixed code out.</summary>
/// <remarks>
/// <para>
/// Asserts that the code compiles without errors and without nullable warnings; that exactly the marked diagnostics are
/// reported, with concurrency and without; that nothing is reported and nothing thrown where the project does not reference the
/// toolkit; and that the analyzer throws nothing.
/// </para>
/// <para>
/// With <see cref="FixedSources"/>, also that the fixes, applied one by one until none is left, give that code; that fix-all for
/// document and project gives the same; that the fixed code compiles as cleanly and reports only what is marked in it; and all of
/// this again with CRLF line ends. With <see cref="Execute"/>, both programs are run and compared.
/// </para>
/// </remarks>
public sealed class AnalyzerTest(DiagnosticAnalyzer analyzer, CodeFixProvider? fix = null)
{
    /// <summary>The rule under test.</summary>
    public DiagnosticAnalyzer Analyzer { get; } = analyzer;

    /// <summary>Its fix, or nothing.</summary>
    public CodeFixProvider? Fix { get; } = fix;

    /// <summary>The marked code, one entry per file.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Files beside them, in which nothing is reported or fixed.</summary>
    public ImmutableArray<string> Support { get; init; } = [];

    /// <summary>What the fixes make of the sources; marks in it are what they leave. Default: no fix is applied.</summary>
    public ImmutableArray<string> FixedSources { get; init; } = [];

    /// <summary>Whether the fix must offer nothing, at any of the diagnostics.</summary>
    public bool OffersNoFix { get; init; }

    /// <summary>Which of the offered fixes to apply. Default 0, the first.</summary>
    public int FixIndex { get; init; }

    /// <summary>The equivalence key of the fix to apply, in place of <see cref="FixIndex"/>.</summary>
    public string? EquivalenceKey { get; init; }

    /// <summary>The title of the first applied fix. Default: not asserted.</summary>
    public string? FixTitle { get; init; }

    /// <summary>Text of an <c>.editorconfig</c> at the project's root. Default: none.</summary>
    public string? EditorConfig { get; init; }

    /// <summary>Severity of every expected diagnostic. Default: the rule's own.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>Messages of the expected diagnostics, in order. Default: not asserted.</summary>
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>
    /// Whether the code may be malformed: only the analyzer is asserted not to throw, and to report what is marked.
    /// </summary>
    public bool AllowsErrors { get; init; }

    /// <summary>
    /// Whether to run the original and the fixed program and to compare what they did; see <see cref="AnalyzerExecution"/>.
    /// </summary>
    public bool Execute { get; init; }

    /// <summary>The language version. Default: C# 13, the newest that the compiler platform of the analyzers knows.</summary>
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    internal string DefaultId => Analyzer.SupportedDiagnostics[0].Id;

    /// <summary>Runs the case.</summary>
    /// <exception cref="AnalyzerTestException">Something differs from what is expected.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await VerifySilenceWithoutToolkitAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync("\n", cancellationToken).ConfigureAwait(false);
        if (!FixedSources.IsEmpty)
        {
            await RunAsync("\r\n", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(string lineEnd, CancellationToken cancellationToken)
    {
        var before = Parse(Sources, lineEnd);
        using var workspace = new AnalyzerWorkspace(this, before.Select(markup => markup.Text), lineEnd);
        var run = new AnalyzerRun(this);
        await run.VerifyAsync(workspace.Project, before, Messages, cancellationToken).ConfigureAwait(false);
        if (Fix is null)
        {
            return;
        }

        var fixes = new AnalyzerFixes(this, run);
        if (OffersNoFix)
        {
            await fixes.VerifyNoneAsync(workspace.Project, cancellationToken).ConfigureAwait(false);
        }
        else if (!FixedSources.IsEmpty)
        {
            var after = Parse(FixedSources, lineEnd);
            var fixedProject = await fixes.VerifyAsync(workspace.Project, after, cancellationToken).ConfigureAwait(false);
            await run.VerifyAsync(fixedProject, after, [], cancellationToken).ConfigureAwait(false);
            if (Execute)
            {
                await AnalyzerExecution.VerifyAsync(workspace.Project, fixedProject, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task VerifySilenceWithoutToolkitAsync(CancellationToken cancellationToken)
    {
        using var workspace = new AnalyzerWorkspace(this, Parse(Sources, "\n").Select(markup => markup.Text), "\n");
        await new AnalyzerRun(this).VerifySilenceWithoutToolkitAsync(workspace.Project, cancellationToken).ConfigureAwait(false);
    }

    private ImmutableArray<AnalyzerMarkup> Parse(ImmutableArray<string> sources, string lineEnd)
        => [.. sources.Select(source => AnalyzerMarkup.Parse(source.ReplaceLineEndings(lineEnd), DefaultId))];
}
