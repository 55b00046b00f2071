using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Rote.Testing;

/// <summary>Asserts that analyzers and fixes survive any text, and give the same answer twice.</summary>
public static class AnalyzerRobustness
{
    /// <summary>Analyzes files that may hold anything, twice, and computes every fix that is offered.</summary>
    /// <returns>How much was reported: a test of text that nobody looks at would prove nothing.</returns>
    /// <exception cref="AnalyzerTestException">Something threw, or the two answers differ.</exception>
    public static async Task<int> VerifyAsync(
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        ImmutableArray<CodeFixProvider> fixes,
        ImmutableArray<string> files,
        CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var analyzer in analyzers)
        {
            var test = new AnalyzerTest(analyzer) { Sources = files, AllowsErrors = true };
            using var workspace = new AnalyzerWorkspace(test, files, "\n");
            var reported = await new AnalyzerRun(test).AnalyzeAsync(workspace.Project, cancellationToken).ConfigureAwait(false);
            count += reported.Length;
            foreach (var diagnostic in reported)
            {
                foreach (var fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
                {
                    await ComputeAsync(workspace.Project, fix, diagnostic, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return count;
    }

    private static async Task ComputeAsync(
        Project project, CodeFixProvider fix, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var document = project.GetDocument(diagnostic.Location.SourceTree)!;
        var actions = new List<CodeAction>();
        try
        {
            await fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), cancellationToken))
                .ConfigureAwait(false);
            foreach (var action in actions)
            {
                await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException)
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            throw new AnalyzerTestException($"{fix.GetType().Name} threw: {thrown.Message}\nin:\n{text}", thrown);
        }
    }
}
