using System.Text;

namespace Rote.Generators.Shared;

/// <summary>Writes source text line by line, indented as deep as its blocks are open.</summary>
/// <remarks>Lines end in LF on every machine. Not thread-safe.</remarks>
internal sealed class SourceWriter
{
    private const int Width = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one or several lines at the current depth. Lines keep the indentation they have among themselves.</summary>
    public SourceWriter Lines(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r', ' ');
            if (trimmed.Length > 0)
            {
                _text.Append(' ', _depth * Width).Append(trimmed);
            }

            _text.Append('\n');
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
