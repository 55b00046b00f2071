using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Analyzers;
using Rote.Analyzers.Rules;
using Rote.CodeFixes.Text;

namespace Rote.CodeFixes.Rules;

/// <summary>Removes the options of a <c>[Cached]</c> that have no effect, so that the program stays as it is.</summary>
/// <remarks>Not offered where an inherited interface declares the method: its options may hold for others.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ROTE2022ConflictingRegionCodeFix))]
[Shared]
public sealed class ROTE2022ConflictingRegionCodeFix : CodeFixProvider
{
    private const string RemoveKey = RuleIds.ConflictingRegion + ".Remove";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ConflictingRegion];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
        => new ReanalyzingFixAll(this, () => new ROTE2022ConflictingRegionAnalyzer());

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is AttributeSyntax { ArgumentList: { } arguments })
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Remove the options that have no effect",
                    token => RemoveAsync(context.Document, arguments, token),
                    RemoveKey),
                context.Diagnostics);
        }
    }

    private static async Task<Document> RemoveAsync(
        Document document, AttributeArgumentListSyntax arguments, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(ArgumentRemoval.Of(arguments, IsOption)));
    }

    // The rest is a method's own, also where it shares its entries.
    private static bool IsOption(AttributeArgumentSyntax argument)
        => argument.NameEquals?.Name.Identifier.ValueText is not (null or "Region" or "Tags" or "Buffered");
}
