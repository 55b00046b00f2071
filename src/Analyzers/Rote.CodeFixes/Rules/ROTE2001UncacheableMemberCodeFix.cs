using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rote.Analyzers;
using Rote.Analyzers.Rules;
using Rote.CodeFixes.Text;
using Rote.Generators.Shared;

namespace Rote.CodeFixes.Rules;

/// <summary>Leaves an unkeyable parameter out of the key, or takes <c>[Cached]</c> off the member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ROTE2001UncacheableMemberCodeFix))]
[Shared]
public sealed class ROTE2001UncacheableMemberCodeFix : CodeFixProvider
{
    internal const string LeaveOutKey = RuleIds.UncacheableMember + ".NotInKey";
    internal const string RemoveKey = RuleIds.UncacheableMember + ".Remove";

    private const string Marker = "NotInKey";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UncacheableMember];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
        => new ReanalyzingFixAll(this, () => new ROTE2001UncacheableMemberAnalyzer());

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        var node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter
            && CanBeLeftOut(model, parameter, context.CancellationToken))
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Leave '{parameter.Identifier.ValueText}' out of the key with [NotInKey]",
                    token => ChangeAsync(context.Document, LeaveOut(model, parameter), token),
                    LeaveOutKey),
                context.Diagnostics);
        }

        if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && FindAttribute(model, member) is { } attribute)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Remove [Cached]", token => RemoveAsync(context.Document, attribute, token), RemoveKey),
                context.Diagnostics);
        }
    }

    // A scope stays in the key whatever else is said, and a value on the stack cannot even be passed on to a load.
    private static bool CanBeLeftOut(SemanticModel model, ParameterSyntax parameter, CancellationToken cancellationToken)
        => model.GetDeclaredSymbol(parameter, cancellationToken) is IParameterSymbol symbol
            && symbol.ContainingSymbol is IMethodSymbol method
            && !symbol.IsScope()
            && CacheShape.Classify(method).Kind is CacheVerdictKind.UnkeyableParameter or CacheVerdictKind.ListParameter;

    private static TextChange LeaveOut(SemanticModel model, ParameterSyntax parameter)
    {
        var isInScope = model.LookupNamespacesAndTypes(parameter.SpanStart, name: Marker + "Attribute")
            .Any(type => type.ToDisplayString() == KnownAttributes.NotInKey);
        var name = isInScope ? Marker : "Rote." + Marker;
        return new(new(parameter.SpanStart, 0), $"[{name}] ");
    }

    private static AttributeSyntax? FindAttribute(SemanticModel model, MemberDeclarationSyntax member)
    {
        var cached = model.Compilation.GetTypeByMetadataName(KnownAttributes.Cached);
        return member.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute =>
            SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(attribute).Type, cached));
    }

    private static async Task<Document> RemoveAsync(
        Document document, AttributeSyntax attribute, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(AttributeRemoval.Of(text, attribute)));
    }

    private static async Task<Document> ChangeAsync(Document document, TextChange change, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(change));
    }
}
