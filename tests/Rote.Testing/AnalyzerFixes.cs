using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Rote.Testing;

/// <summary>Applies a test's fix, one by one and all at once.</summary>
internal sealed class AnalyzerFixes(AnalyzerTest test, AnalyzerRun run)
{
    private const int MaxFixes = 50;

    private readonly CodeFixProvider _fix = test.Fix
        ?? throw new ArgumentException("The test has no fix to apply.", nameof(test));

    /// <summary>Asserts what the fixes make of a project, singly and with fix-all, and returns it.</summary>
    public async Task<Project> VerifyAsync(
        Project project, ImmutableArray<AnalyzerMarkup> expected, CancellationToken cancellationToken)
    {
        var (singly, first) = await ApplySinglyAsync(project, cancellationToken).ConfigureAwait(false);
        if (first is null)
        {
            throw new AnalyzerTestException("No fix is offered.");
        }

        if (test.FixTitle is { } title && title != first.Title)
        {
            throw new AnalyzerTestException($"Expected the title '{title}', but came '{first.Title}'.");
        }

        await VerifyTextsAsync(singly, expected, "applied singly", cancellationToken).ConfigureAwait(false);
        foreach (var scope in (FixAllScope[])[FixAllScope.Document, FixAllScope.Project])
        {
            var atOnce = await ApplyAllAsync(project, scope, first, cancellationToken).ConfigureAwait(false);
            await VerifyTextsAsync(atOnce, expected, $"applied with fix-all for the {scope}", cancellationToken)
                .ConfigureAwait(false);
        }

        return singly;
    }

    /// <summary>Asserts that no fix is offered at any diagnostic.</summary>
    public async Task VerifyNoneAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in await run.AnalyzeAsync(project, cancellationToken).ConfigureAwait(false))
        {
            var offered = await OfferedAsync(project, diagnostic, cancellationToken).ConfigureAwait(false);
            if (!offered.IsEmpty)
            {
                throw new AnalyzerTestException(
                    $"A fix is offered where none is safe: '{offered[0].Title}' at {diagnostic.Location}.");
            }
        }
    }

    private async Task<(Project Project, CodeAction? First)> ApplySinglyAsync(
        Project project, CancellationToken cancellationToken)
    {
        CodeAction? first = null;
        for (var applied = 0; applied < MaxFixes; applied++)
        {
            if (await FindFirstAsync(project, cancellationToken).ConfigureAwait(false) is not { } action)
            {
                return (project, first);
            }

            first ??= action;
            project = await ApplyAsync(project, action, cancellationToken).ConfigureAwait(false);
        }

        throw new AnalyzerTestException($"After {MaxFixes} fixes there is still one offered: they do not come to an end.");
    }

    private async Task<CodeAction?> FindFirstAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in await run.AnalyzeAsync(project, cancellationToken).ConfigureAwait(false))
        {
            var offered = await OfferedAsync(project, diagnostic, cancellationToken).ConfigureAwait(false);
            var action = test.EquivalenceKey is { } key
                ? offered.FirstOrDefault(candidate => candidate.EquivalenceKey == key)
                : offered.ElementAtOrDefault(test.FixIndex);
            if (action is not null)
            {
                return action;
            }
        }

        return null;
    }

    private async Task<ImmutableArray<CodeAction>> OfferedAsync(
        Project project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!_fix.FixableDiagnosticIds.Contains(diagnostic.Id))
        {
            return [];
        }

        var offered = ImmutableArray.CreateBuilder<CodeAction>();
        var document = project.GetDocument(diagnostic.Location.SourceTree)!;
        await _fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offered.Add(action), cancellationToken))
            .ConfigureAwait(false);
        return offered.ToImmutable();
    }

    private async Task<Project> ApplyAllAsync(
        Project project, FixAllScope scope, CodeAction like, CancellationToken cancellationToken)
    {
        var provider = _fix.GetFixAllProvider()
            ?? throw new AnalyzerTestException($"{_fix.GetType().Name} has no fix-all provider.");
        var ids = AnalyzerWorkspace.SourcesOf(project).Select(document => document.Id).ToList();
        foreach (var id in scope == FixAllScope.Document ? ids : ids.Take(1))
        {
            var context = new FixAllContext(
                project.GetDocument(id)!,
                _fix,
                scope,
                like.EquivalenceKey,
                _fix.FixableDiagnosticIds,
                new AnalyzerDiagnosticProvider(run),
                cancellationToken);
            if (await provider.GetFixAsync(context).ConfigureAwait(false) is { } action)
            {
                project = await ApplyAsync(project, action, cancellationToken).ConfigureAwait(false);
            }
        }

        return project;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task VerifyTextsAsync(
        Project project, ImmutableArray<AnalyzerMarkup> expected, string how, CancellationToken cancellationToken)
    {
        foreach (var (document, markup) in AnalyzerWorkspace.SourcesOf(project).Zip(expected))
        {
            var text = (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
            if (text != markup.Text)
            {
                throw new AnalyzerTestException(
                    $"{document.Name}, {how}, differs.\nExpected:\n{Visible(markup.Text)}\nbut came:\n{Visible(text)}");
            }
        }
    }

    private static string Visible(string text) => text.Replace("\r\n", "␍␊\n", StringComparison.Ordinal);
}
