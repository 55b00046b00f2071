using System.Text;

namespace Rote.Generators.Shared;

/// <summary>Writes source text line by line, indented as deep as its blocks are open.</summary>
/// <remarks>Lines end in LF on every machine. Not thread-safe.</remarks>
internal sealed class SourceWriter
{
    private const int Width = 4;

    /// <summary>The size of a common decorator, so that its text is not moved as it grows.</summary>
    private const int Capacity = 8_192;

    private readonly StringBuilder _text = new(Capacity);
    private int _depth;

    /// <summary>Writes lines at the current depth. They keep the indentation that they have among themselves.</summary>
    public SourceWriter Lines(string text)
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end;
            Line(text, start, next);
            start = next + 1;
        }

        return this;
    }

    /// <summary>Writes an empty line.</summary>
    public SourceWriter Blank()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Opens a block under a header. Disposing the result closes it.</summary>
    /// <param name="header">What stands above the brace.</param>
    /// <param name="end">What stands after the closing brace.</param>
    public Block Open(string header, string end = "")
    {
        Lines(header).Lines("{");
        _depth++;
        return new Block(this, end);
    }

    /// <summary>Writes lines one level deeper.</summary>
    public SourceWriter Indented(string text)
    {
        _depth++;
        Lines(text);
        _depth--;
        return this;
    }

    /// <summary>What has been written.</summary>
    public override string ToString() => _text.ToString();

    // Spaces at the end are left out, and the indentation of a line that is nothing but spaces.
    private void Line(string text, int start, int end)
    {
        while (end > start && text[end - 1] is ' ' or '\r')
        {
            end--;
        }

        if (end > start)
        {
            _text.Append(' ', _depth * Width).Append(text, start, end - start);
        }

        _text.Append('\n');
    }

    /// <summary>An open block.</summary>
    internal readonly struct Block(SourceWriter writer, string end) : IDisposable
    {
        /// <summary>Closes the block.</summary>
        public void Dispose()
        {
            writer._depth--;
            writer.Lines("}" + end);
        }
    }
}
