using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Rote.CodeFixes;

/// <summary>
/// Fixes a document finding by finding, and looks again after each: two fixes may touch one loop, and one may make the next
/// possible. So fix-all gives exactly what a patient user would get by hand.
/// </summary>
internal sealed class ReanalyzingFixAll(CodeFixProvider fix, Func<DiagnosticAnalyzer> createAnalyzer)
    : DocumentBasedFixAllProvider
{
    /// <summary>
    /// Fixes of one document at most; a bound on a loop that ends by itself, because each fix removes a finding.
    /// </summary>
    private const int MaxFixesPerDocument = 1_000;

    /// <inheritdoc/>
    protected override async Task<Document?> FixAllAsync(
        FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var findings = diagnostics;
        for (var applied = 0; applied < MaxFixesPerDocument; applied++)
        {
            var next = await FindFirstAsync(document, findings, fixAllContext).ConfigureAwait(false);
            if (next is null)
            {
                break;
            }

            document = await ApplyAsync(document, next, fixAllContext.CancellationToken).ConfigureAwait(false);
            findings = await AnalyzeAsync(document, fixAllContext.CancellationToken).ConfigureAwait(false);
        }

        return document;
    }

    private async Task<CodeAction?> FindFirstAsync(Document document, ImmutableArray<Diagnostic> findings, FixAllContext fixAll)
    {
        foreach (var finding in findings.OrderBy(finding => finding.Location.SourceSpan.Start))
        {
            CodeAction? found = null;
            var context = new CodeFixContext(
                document,
                finding,
                (action, _) => found ??= action.EquivalenceKey == fixAll.CodeActionEquivalenceKey ? action : null,
                fixAll.CancellationToken);
            await fix.RegisterCodeFixesAsync(context).ConfigureAwait(false);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return changed.GetDocument(document.Id) ?? document;
    }

    private async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Document document, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null)
        {
            return [];
        }

        var analysis = model.Compilation.WithAnalyzers(
            [createAnalyzer()], new CompilationWithAnalyzersOptions(document.Project.AnalyzerOptions, null, true, false));
        return await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, null, cancellationToken).ConfigureAwait(false);
    }
}
