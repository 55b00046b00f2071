using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Rote.CodeFixes.Text;

/// <summary>Takes arguments of an attribute out of the source and leaves everything around them as it is.</summary>
internal static class ArgumentRemoval
{
    /// <summary>The changes that remove arguments with their commas; with the brackets where none is left.</summary>
    public static IEnumerable<TextChange> Of(AttributeArgumentListSyntax list, Func<AttributeArgumentSyntax, bool> isRemoved)
    {
        var arguments = list.Arguments;
        var last = arguments.Count - 1;
        while (last >= 0 && isRemoved(arguments[last]))
        {
            last--;
        }

        if (last < 0)
        {
            return [new(list.Span, "")];
        }

        return Enumerable.Range(0, last)
            .Where(index => isRemoved(arguments[index]))
            .Select(index => TextSpan.FromBounds(arguments[index].SpanStart, arguments[index + 1].SpanStart))
            .Append(TextSpan.FromBounds(arguments[last].Span.End, arguments[arguments.Count - 1].Span.End))
            .Select(span => new TextChange(span, ""));
    }
}
