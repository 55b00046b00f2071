using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rote.Analyzers.Stores;

namespace Rote.CodeFixes.Hoisting;

/// <summary>One rewrite: a call per element becomes one call of the sibling outside the loop.</summary>
internal sealed class Hoist(string title, ImmutableArray<TextChange> changes)
{
    /// <summary>What an editor shows; it says how failures change.</summary>
    public string Title { get; } = title;

    public ImmutableArray<TextChange> Changes { get; } = changes;

    /// <summary>The rewrite of a finding, or nothing where it would not be safe.</summary>
    public static Hoist? TryPlan(SemanticModel model, SourceText text, PerElementCall finding, StoreSymbols symbols)
    {
        if (HoistableLoop.TryRead(finding.Facts) is not { } loop
            || AwaitOf(finding) is not { } wait
            || wait.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || !loop.Statements.Contains(statement)
            || !HoistSafety.AllowsHoisting(finding, loop, symbols)
            || HasDirectives(loop)
            || !IsReachable(model, finding))
        {
            return null;
        }

        var context = new HoistContext(model, text, finding, loop, wait, statement);
        return statement is ExpressionStatementSyntax { Expression: var whole } && whole == wait
            ? WriteHoist.TryPlan(context)
            : ReadHoist.TryPlan(context, symbols);
    }

    // The await around the call, with nothing between them but ConfigureAwait.
    private static AwaitExpressionSyntax? AwaitOf(PerElementCall finding)
    {
        var parent = finding.Call.Syntax.Parent;
        if (parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access
            && access.Parent is InvocationExpressionSyntax configured)
        {
            parent = configured.Parent;
        }

        return parent as AwaitExpressionSyntax;
    }

    // What moves out of the loop may leave half of a region or of a condition behind.
    private static bool HasDirectives(HoistableLoop loop)
        => loop.Statement.DescendantTrivia()
            .Any(trivia => trivia.IsDirective && loop.Statement.Span.Contains(trivia.Span));

    // A class may implement the sibling explicitly: then its own name does not lead there.
    private static bool IsReachable(SemanticModel model, PerElementCall finding)
        => finding.Call.Instance?.Type is INamespaceOrTypeSymbol receiver
            && model.LookupSymbols(finding.Call.Syntax.SpanStart, receiver, finding.Route.Sibling.Name)
                .Any(symbol => Leads(symbol, receiver, finding.Route.Sibling));

    private static bool Leads(ISymbol symbol, INamespaceOrTypeSymbol receiver, IMethodSymbol sibling)
        => SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, sibling.OriginalDefinition)
            || (receiver is INamedTypeSymbol { TypeKind: not TypeKind.Interface } type
                && SymbolEqualityComparer.Default.Equals(
                    type.FindImplementationForInterfaceMember(sibling)?.OriginalDefinition, symbol.OriginalDefinition));
}
