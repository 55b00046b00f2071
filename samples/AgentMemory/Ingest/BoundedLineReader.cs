using System.Text;

namespace AgentMemory.Ingest;

/// <summary>Reads lines (LF, CRLF or CR), and keeps a file without line breaks from filling the memory.</summary>
internal sealed class BoundedLineReader(TextReader reader, int maxLength)
{
    private const int BufferSize = 16 * 1024;
    private readonly char[] _buffer = new char[BufferSize];
    private readonly StringBuilder _line = new();
    private int _position;
    private int _length;
    private bool _skipLineFeed;

    /// <summary>Number of the line read last, counted from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether the line read last was longer than allowed; its text is then cut.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line without its line break, or <see langword="null"/> at the end.</summary>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        _line.Clear();
        IsTooLong = false;
        var any = false;
        while (_position < _length || await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TakeLeftOverLineFeed())
            {
                continue;
            }

            any = true;
            if (TakeUntilLineBreak())
            {
                break;
            }
        }

        if (!any)
        {
            return null;
        }

        LineNumber++;
        return _line.ToString();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _position = 0;
        _length = await reader.ReadAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        return _length > 0;
    }

    private bool TakeLeftOverLineFeed()
    {
        var take = _skipLineFeed && _buffer[_position] == '\n';
        _skipLineFeed = false;
        _position += take ? 1 : 0;
        return take;
    }

    private bool TakeUntilLineBreak()
    {
        var rest = _buffer.AsSpan(_position, _length - _position);
        var end = rest.IndexOfAny('\r', '\n');
        Append(end < 0 ? rest : rest[..end]);
        if (end < 0)
        {
            _position = _length;
            return false;
        }

        _skipLineFeed = rest[end] == '\r';
        _position += end + 1;
        return true;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        var room = maxLength - _line.Length;
        IsTooLong |= text.Length > room;
        _line.Append(text[..Math.Min(text.Length, room)]);
    }
}
