using System.Text;

namespace AgentMemory.Ingest;

/// <summary>Splits Markdown and plain text into passages: paragraphs under one heading, joined up to a good length.</summary>
internal sealed class PassageSplitter(string name, PassageList passages)
{
    private const int GoodLength = 500;
    private const int MaxLength = 1500;
    private readonly StringBuilder _pending = new();
    private string? _heading;
    private bool _inFence;

    /// <summary>Takes the next line.</summary>
    public void Add(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.StartsWith("```", StringComparison.Ordinal) || text.StartsWith("~~~", StringComparison.Ordinal))
        {
            _inFence = !_inFence;
        }
        else if (!_inFence && Heading(text) is { } heading)
        {
            Flush();
            _heading = heading;
        }
        else if (text.IsEmpty)
        {
            EndParagraph();
        }
        else
        {
            Append(text);
        }
    }

    /// <summary>Ends the text.</summary>
    public void Complete() => Flush();

    /// <summary>Cuts a text that is too long for one passage, between words where it has any.</summary>
    public static IEnumerable<string> Cut(string text)
    {
        var start = 0;
        while (text.Length - start > MaxLength)
        {
            var space = text.LastIndexOf(' ', start + MaxLength - 1, MaxLength / 2);
            var end = space > start ? space : start + MaxLength;
            // Half a surrogate pair is not a character.
            end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            yield return text[start..end];
            start = end + (space > start ? 1 : 0);
        }

        yield return text[start..];
    }

    private static string? Heading(ReadOnlySpan<char> line)
    {
        var level = line.IndexOfAnyExcept('#');
        return level is >= 1 and <= 6 && line[level] == ' ' ? line[level..].Trim().TrimEnd('#').TrimEnd().ToString() : null;
    }

    private void EndParagraph()
    {
        if (!_inFence && _pending.Length >= GoodLength)
        {
            Flush();
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_pending.Length > 0)
        {
            _pending.Append(' ');
        }

        _pending.Append(text);
    }

    private void Flush()
    {
        if (_pending.Length == 0)
        {
            return;
        }

        foreach (var part in Cut(_pending.ToString()))
        {
            // The heading is part of the text: it often holds the very words of the question.
            var text = _heading is null ? part : $"{_heading}: {part}";
            var id = FormattableString.Invariant($"{name}#{passages.Passages.Count}");
            passages.Add(new Passage(id, text, Speaker: name, Session: _heading, ElapsedSeconds: null));
        }

        _pending.Clear();
    }
}
