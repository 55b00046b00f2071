using System.Globalization;
using System.Text;

namespace Rote.Tests.Caching.Levels;

/// <summary>A value of a script: the version of its key, who wrote it, and a number of its own.</summary>
internal readonly record struct ScriptedWrite(int Version, int Process, int Number)
{
    public static ScriptedWrite Parse(string text)
    {
        string[] parts = text.Split('#');
        return new ScriptedWrite(Number(parts[0]), Number(parts[1]), Number(parts[2]));

        static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    /// <summary>The number of the write behind stored bytes, which end with the text.</summary>
    public static int NumberOf(byte[] stored)
    {
        string text = Encoding.Latin1.GetString(stored);
        return int.Parse(text[(text.LastIndexOf('#') + 1)..], CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}#{Process}#{Number}");
}
