namespace AgentMemory;

/// <summary>Makes foreign text safe to show: what was read from a file must not steer the terminal.</summary>
internal static class Printable
{
    /// <summary>Replaces control characters, line breaks among them, by spaces.</summary>
    public static string Clean(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (first < 0 && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }
}
