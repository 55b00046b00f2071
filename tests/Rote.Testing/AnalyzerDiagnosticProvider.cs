using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Rote.Testing;

/// <summary>Hands an analyzer's findings to a fix-all provider, as an editor does.</summary>
internal sealed class AnalyzerDiagnosticProvider(AnalyzerRun run) : FixAllContext.DiagnosticProvider
{
    public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
        Document document, CancellationToken cancellationToken)
    {
        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        var reported = await run.AnalyzeAsync(document.Project, cancellationToken).ConfigureAwait(false);
        return reported.Where(diagnostic => diagnostic.Location.SourceTree == tree);
    }

    public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
        Project project, CancellationToken cancellationToken)
        => (await run.AnalyzeAsync(project, cancellationToken).ConfigureAwait(false))
            .Where(diagnostic => !diagnostic.Location.IsInSource);

    public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(
        Project project, CancellationToken cancellationToken)
        => await run.AnalyzeAsync(project, cancellationToken).ConfigureAwait(false);
}
