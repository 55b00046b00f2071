namespace Rote.Testing;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Place">Page and line, for messages.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Text">What stands between the fences, lines ended by LF.</param>
/// <param name="Marker">The text of the HTML comment on the line above the fence, or nothing.</param>
public sealed record MarkdownBlock(string Place, string Language, string Text, string Marker)
{
    private const string Fence = "```";

    /// <summary>The blocks of a page, in order.</summary>
    public static IEnumerable<MarkdownBlock> Read(string place, string page)
    {
        var lines = page.ReplaceLineEndings("\n").Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, start + 1, line => line.StartsWith(Fence, StringComparison.Ordinal));
            yield return new(
                $"{place}:{start + 1}",
                lines[start][Fence.Length..].Trim(),
                string.Join('\n', lines[(start + 1)..end]),
                MarkerAbove(lines, start));
            start = end;
        }
    }

    private static string MarkerAbove(string[] lines, int start)
    {
        var above = start > 0 ? lines[start - 1].Trim() : "";
        return above.StartsWith("<!--", StringComparison.Ordinal) && above.EndsWith("-->", StringComparison.Ordinal)
            ? above[4..^3].Trim()
            : "";
    }
}
