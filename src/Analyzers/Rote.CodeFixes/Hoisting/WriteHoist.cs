using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rote.Analyzers.Dataflow;
using Rote.Analyzers.Stores;

namespace Rote.CodeFixes.Hoisting;

/// <summary>
/// A call whose result nobody uses goes behind the loop, which collects the items; where the loop does nothing else, the call
/// takes its place.
/// </summary>
internal static class WriteHoist
{
    private const string CollectedName = "batch";

    /// <summary>The rewrite, or nothing where it would not be safe.</summary>
    public static Hoist? TryPlan(HoistContext context)
    {
        if (context.Loop.Statements.Last() != context.Statement || !IsOwned(context))
        {
            return null;
        }

        var changes = TryReplaceLoop(context) ?? TryCollect(context);
        var sibling = context.Finding.Route.Sibling.Name;
        return changes is null ? null : new($"Call '{sibling}' once for all elements (it fails for all or none)", [.. changes]);
    }

    // An object from outside the loop that is changed for each call would be in the batch many times, in its last state.
    private static bool IsOwned(HoistContext context)
    {
        var facts = context.Finding.Facts;
        return SymbolReads.References(context.Finding.Item.Value).Select(reference => SymbolReads.SymbolOf(reference)!)
            .All(symbol => facts.Region.IsFresh(symbol)
                || symbol is ILocalSymbol { Type.IsValueType: true }
                || !facts.IsWritten(symbol)
                || facts.Counters.Contains(symbol, SymbolEqualityComparer.Default));
    }

    private static IEnumerable<TextChange>? TryReplaceLoop(HoistContext context)
    {
        var loop = context.Loop;
        if (loop.Statements.Count() != 1
            || !context.ItemIsElement
            || !context.FitsCollection(loop.SourceType)
            || HasCommentsOutside(context)
            || BatchCallText.TryWrite(context.Text, context.Wait, context.Finding, loop.Source.ToString()) is not { } call)
        {
            return null;
        }

        var comments = context.Statement.GetLeadingTrivia().Where(IsComment)
            .Select(comment => comment.ToString() + context.LineEnd + context.Indent);
        var behind = context.Statement.GetTrailingTrivia().Where(IsComment).Select(comment => " " + comment);
        return [new(loop.Statement.Span, string.Concat(comments) + call + ";" + string.Concat(behind))];
    }

    private static IEnumerable<TextChange>? TryCollect(HoistContext context)
    {
        var item = context.Finding.Item.Value.Syntax;
        if (Collections.ElementOf(context.CollectionType) is not { } element
            || context.ConversionFrom(element) is not { } conversion
            || context.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.List`1") is not { } list)
        {
            return null;
        }

        var name = context.Names.Take(CollectedName);
        var collected = conversion == "ToArray" ? name + ".ToArray()" : name;
        if (BatchCallText.TryWrite(context.Text, context.Wait, context.Finding, collected) is not { } call)
        {
            return null;
        }

        var type = list.Construct(element).ToMinimalDisplayString(context.Model, context.Loop.Statement.SpanStart);
        return
        [
            context.LineBefore($"var {name} = new {type}();"),
            new(((ExpressionStatementSyntax)context.Statement).Expression.Span, $"{name}.Add({item})"),
            new(new(EndOf(context.Loop.Statement), 0), Separator(context) + context.Indent + call + ";"),
        ];
    }

    // A blank line behind a block, as people leave one.
    private static string Separator(HoistContext context)
    {
        var lines = context.Text.Lines.GetLinePositionSpan(context.Loop.Statement.Span);
        return lines.Start.Line == lines.End.Line ? context.LineEnd : context.LineEnd + context.LineEnd;
    }

    // Behind a comment that ends the loop's last line.
    private static int EndOf(StatementSyntax loop)
        => loop.GetTrailingTrivia().Where(IsComment).Select(comment => comment.Span.End).Append(loop.Span.End).Max();

    private static bool HasCommentsOutside(HoistContext context)
        => context.Loop.Statement.DescendantTrivia().Any(trivia => IsComment(trivia)
            && context.Loop.Statement.Span.Contains(trivia.Span)
            && !context.Statement.FullSpan.Contains(trivia.Span));

    private static bool IsComment(SyntaxTrivia trivia)
        => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
