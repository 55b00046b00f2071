namespace Rote.Models;

/// <summary>The parts of a prompt that change its answer and hardly its embedding: numbers and negations.</summary>
internal static class PromptFigures
{
    private static readonly HashSet<string> Negations = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "not", "never", "none", "without", "cannot", "except",
    };

    /// <summary>Its numbers as they are written, and a mark for each word that negates, in their order.</summary>
    public static List<string> Of(string prompt)
    {
        var figures = new List<string>();
        for (int i = 0; i < prompt.Length;)
        {
            int start = i;
            if (char.IsDigit(prompt[i]))
            {
                i = EndOfNumber(prompt, i);
                figures.Add(prompt[start..i]);
            }
            else if (char.IsLetter(prompt[i]))
            {
                i = EndOfWord(prompt, i);
                ReadOnlySpan<char> word = prompt.AsSpan(start, i - start);
                if (IsNegation(word))
                {
                    figures.Add("not");
                }
            }
            else
            {
                i++;
            }
        }

        return figures;
    }

    private static bool IsNegation(ReadOnlySpan<char> word)
        => Negations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
            || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith("n’t", StringComparison.OrdinalIgnoreCase);

    /// <summary>Digits, with points, commas and colons between them.</summary>
    private static int EndOfNumber(string prompt, int at)
    {
        while (at < prompt.Length
            && (char.IsDigit(prompt[at])
                || (prompt[at] is '.' or ',' or ':' && at + 1 < prompt.Length && char.IsDigit(prompt[at + 1]))))
        {
            at++;
        }

        return at;
    }

    private static int EndOfWord(string prompt, int at)
    {
        while (at < prompt.Length && (char.IsLetter(prompt[at]) || prompt[at] is '\'' or '’'))
        {
            at++;
        }

        return at;
    }
}
