using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Rote.Analyzers.Stores;

namespace Rote.CodeFixes.Hoisting;

/// <summary>
/// Writes the call of the sibling: the single call as it stands, with another name and a collection for the item.
/// </summary>
internal static class BatchCallText
{
    /// <summary>
    /// The text of an expression around a finding's call, after the change. Nothing where an argument has no place in the
    /// sibling.
    /// </summary>
    public static string? TryWrite(SourceText text, ExpressionSyntax around, PerElementCall finding, string items)
    {
        if (finding.Call.Syntax is not InvocationExpressionSyntax invocation || NameOf(invocation) is not { } name)
        {
            return null;
        }

        var changes = new List<TextChange> { new(name.Identifier.Span, finding.Route.Sibling.Name) };
        foreach (var argument in finding.Call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue))
        {
            var place = argument.Parameter is { } parameter ? finding.Route.ParameterMap[parameter.Ordinal] : -1;
            if (place < 0 || argument.ArgumentKind != ArgumentKind.Explicit || argument.Syntax is not ArgumentSyntax syntax)
            {
                return null;
            }

            AddName(changes, invocation, syntax, finding.Route.Sibling.Parameters[place].Name, place);
            if (argument == finding.Item)
            {
                changes.Add(new(syntax.Expression.Span, items));
            }
        }

        return Apply(text, around.Span, changes);
    }

    /// <summary>A stretch of text after changes inside it.</summary>
    public static string Apply(SourceText text, TextSpan span, IEnumerable<TextChange> changes)
    {
        var shifted = changes.OrderBy(change => change.Span.Start)
            .Select(change => new TextChange(new(change.Span.Start - span.Start, change.Span.Length), change.NewText ?? ""));
        return text.GetSubText(span).WithChanges(shifted).ToString();
    }

    // Positional arguments stay so where they still stand in their place.
    private static void AddName(
        List<TextChange> changes, InvocationExpressionSyntax invocation, ArgumentSyntax argument, string name, int place)
    {
        if (argument.NameColon is { } colon)
        {
            changes.Add(new(colon.Name.Identifier.Span, name));
        }
        else if (invocation.ArgumentList.Arguments.IndexOf(argument) != place)
        {
            changes.Add(new(new(argument.SpanStart, 0), name + ": "));
        }
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
