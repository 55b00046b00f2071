using Microsoft.CodeAnalysis.Text;

namespace Rote.CodeFixes.Text;

/// <summary>Lines, their ends and their indentation, as the file at hand writes them.</summary>
internal static class Lines
{
    /// <summary>One step of indentation.</summary>
    public const string Step = "    ";

    /// <summary>Whether a stretch of text is empty or white space.</summary>
    public static bool IsBlank(SourceText text, int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (!char.IsWhiteSpace(text[position]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The white space at the start of the line that holds a position.</summary>
    public static string IndentAt(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>How the file ends its lines; LF where it has one line only.</summary>
    public static string EndOf(SourceText text)
    {
        var first = text.Lines[0];
        var end = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return end.Length > 0 ? end : "\n";
    }
}
