using System.Globalization;
using System.Text;

namespace Rote.Generators.Shared;

/// <summary>Writes values as C# literals, in no culture.</summary>
internal static class Literals
{
    /// <summary>A string in quotes, with everything escaped that a source file should not hold.</summary>
    public static string Quote(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            Append(literal, character, quote: '"');
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A character in quotes.</summary>
    public static string Quote(char character)
    {
        var literal = new StringBuilder().Append('\'');
        Append(literal, character, quote: '\'');
        return literal.Append('\'').ToString();
    }

    /// <summary>Text as the literal part of an interpolated string, without its quotes.</summary>
    public static string InsideInterpolation(string text)
    {
        var quoted = Quote(text);
        return quoted.Substring(1, quoted.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    /// <summary>A number of any integral type, or a decimal, without its suffix.</summary>
    public static string Number(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Append(StringBuilder literal, char character, char quote)
    {
        if (character == quote || character == '\\')
        {
            literal.Append('\\').Append(character);
        }
        else if (character is < ' ' or > '~' && !char.IsLetterOrDigit(character))
        {
            literal.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }
        else
        {
            literal.Append(character);
        }
    }
}
