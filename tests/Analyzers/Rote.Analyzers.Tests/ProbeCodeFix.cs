using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Rote.Analyzers.Tests;

/// <summary>A fix for tests of the verifier: puts another text in the place of a bad name, or of all its uses.</summary>
internal sealed class ProbeCodeFix(Func<string, string> replace, FixAllProvider? all, bool everywhere = false) : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProbeAnalyzer.Id];

    public override FixAllProvider? GetFixAllProvider() => all;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.Document.GetTextAsync(context.CancellationToken);
        var name = text.ToString(context.Span);
        var changed = everywhere
            ? SourceText.From(text.ToString().Replace(name, replace(name), StringComparison.Ordinal))
            : text.WithChanges(new TextChange(context.Span, replace(name)));
        context.RegisterCodeFix(
            CodeAction.Create("Replace", _ => Task.FromResult(context.Document.WithText(changed)), "replace"),
            context.Diagnostics);
    }

    /// <summary>A fix-all that does nothing: it forgets what single fixes do.</summary>
    public static FixAllProvider Forgetful { get; }
        = FixAllProvider.Create((_, document, _) => Task.FromResult<Document?>(document));
}
