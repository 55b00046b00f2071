using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers;
using Rote.Analyzers.Rules;
using Rote.Analyzers.Stores;
using Rote.CodeFixes.Hoisting;

namespace Rote.CodeFixes.Rules;

/// <summary>Hoists a call per element out of its loop, as one call of the batch sibling, where that is safe.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ROTE1001PerElementCallCodeFix))]
[Shared]
public sealed class ROTE1001PerElementCallCodeFix : CodeFixProvider
{
    internal const string HoistKey = RuleIds.PerElementCall + ".Hoist";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.PerElementCall];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new ReanalyzingFixAll(this, () => new ROTE1001PerElementCallAnalyzer());

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || StoreSymbols.TryCreate(model.Compilation) is not { } symbols
            || model.GetOperation(root.FindNode(context.Span, getInnermostNodeForTie: true), context.CancellationToken)
                is not IInvocationOperation call
            || new PerElementCalls(symbols).Find(call) is not { } finding
            || Hoist.TryPlan(model, text, finding, symbols) is not { } hoist)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(hoist.Title, _ => Task.FromResult(document.WithText(text.WithChanges(hoist.Changes))), HoistKey),
            context.Diagnostics);
    }
}
