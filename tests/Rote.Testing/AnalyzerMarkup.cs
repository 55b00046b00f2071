using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Rote.Testing;

/// <summary>Code in which the expected diagnostics are marked.</summary>
/// <remarks>
/// <c>[|…|]</c> marks a diagnostic of the rule under test, <c>{|ID:…|}</c> one of the named rule. Marks may nest and may have
/// the same extent. Marks that are not closed are an error of the test.
/// </remarks>
public sealed class AnalyzerMarkup
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private AnalyzerMarkup(string text, ImmutableArray<AnalyzerMark> marks)
    {
        Text = text;
        Marks = marks;
    }

    /// <summary>The code without the marks.</summary>
    public string Text { get; }

    /// <summary>The marks, in order of start, then of length, longest first.</summary>
    public ImmutableArray<AnalyzerMark> Marks { get; }

    /// <summary>Reads marked code.</summary>
    /// <param name="markup">The code with marks.</param>
    /// <param name="defaultId">The id that an unnamed mark stands for.</param>
    /// <exception cref="FormatException">A mark is opened and not closed, or the other way round.</exception>
    public static AnalyzerMarkup Parse(string markup, string defaultId)
    {
        ArgumentNullException.ThrowIfNull(markup);
        var text = new StringBuilder(markup.Length);
        var open = new Stack<(int Start, string Id, char Close)>();
        var marks = ImmutableArray.CreateBuilder<AnalyzerMark>();
        for (var index = 0; index < markup.Length; index++)
        {
            var rest = markup.AsSpan(index);
            if (rest.StartsWith("[|"))
            {
                open.Push((text.Length, defaultId, ']'));
                index++;
            }
            else if (rest.StartsWith("{|") && IdOf(rest) is { Length: > 0 } id)
            {
                open.Push((text.Length, id, '}'));
                index += id.Length + 2;
            }
            else if (rest.Length > 1 && rest[0] == '|' && open.TryPeek(out var mark) && rest[1] == mark.Close)
            {
                open.Pop();
                marks.Add(new(mark.Id, TextSpan.FromBounds(mark.Start, text.Length)));
                index++;
            }
            else
            {
                text.Append(markup[index]);
            }
        }

        return open.Count > 0
            ? throw new FormatException($"The mark opened at {open.Peek().Start} is not closed: add '|{open.Peek().Close}'.")
            : new(text.ToString(), [.. marks.OrderBy(mark => mark.Span.Start).ThenByDescending(mark => mark.Span.Length)]);
    }

    private static string IdOf(ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        return colon > 2 && !rest[2..colon].ContainsAnyExcept(IdCharacters) ? rest[2..colon].ToString() : "";
    }
}
