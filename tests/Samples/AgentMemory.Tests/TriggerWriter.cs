using System.Text;

namespace AgentMemory.Tests;

/// <summary>Does something as soon as a certain text is written to it.</summary>
internal sealed class TriggerWriter(string text, Action action) : TextWriter
{
    private readonly StringBuilder _written = new();
    private bool _done;

    public override Encoding Encoding => Encoding.UTF8;

    public string Written => _written.ToString().ReplaceLineEndings("\n");

    public override void Write(char value)
    {
        _written.Append(value);
        if (!_done && _written.ToString().Contains(text, StringComparison.Ordinal))
        {
            _done = true;
            action();
        }
    }
}
