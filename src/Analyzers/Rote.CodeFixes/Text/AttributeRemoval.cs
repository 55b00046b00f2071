using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Rote.CodeFixes.Text;

/// <summary>Takes an attribute out of the source and leaves everything around it as it is.</summary>
internal static class AttributeRemoval
{
    /// <summary>
    /// The change that removes an attribute: with its comma where it has company, with its brackets where it is alone, and with
    /// its line where that holds nothing else.
    /// </summary>
    public static TextChange Of(SourceText text, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return new(list.Attributes.Count > 1 ? AmongOthers(list, attribute) : Alone(text, list), "");
    }

    private static TextSpan AmongOthers(AttributeListSyntax list, AttributeSyntax attribute)
    {
        var index = list.Attributes.IndexOf(attribute);
        return index + 1 < list.Attributes.Count
            ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[index + 1].SpanStart)
            : TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End);
    }

    private static TextSpan Alone(SourceText text, AttributeListSyntax list)
    {
        var line = text.Lines.GetLineFromPosition(list.SpanStart);
        var ownsLine = Lines.IsBlank(text, line.Start, list.SpanStart) && Lines.IsBlank(text, list.Span.End, line.End);
        var end = list.Span.End;
        while (!ownsLine && end < line.End && text[end] == ' ')
        {
            end++;
        }

        return ownsLine ? line.SpanIncludingLineBreak : TextSpan.FromBounds(list.SpanStart, end);
    }
}
