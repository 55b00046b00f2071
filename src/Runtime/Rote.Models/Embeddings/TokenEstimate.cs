using System.Text;

namespace Rote.Models;

/// <summary>Estimates the tokens of a text without a tokenizer.</summary>
public static class TokenEstimate
{
    private const int LettersPerToken = 4;
    private const int DigitsPerToken = 3;

    /// <summary>
    /// An estimate for byte-pair encodings of common models: a token for every four letters or three digits of a run, begun ones
    /// counted whole, one for every other ASCII character but white space, and one for every two UTF-8 bytes of anything else.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>At least 1. Rather too many than too few for prose; for exact limits use the model's own tokenizer.</returns>
    /// <remarks>Thread-safe, linear in the length, no allocation.</remarks>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        long tokens = 0;
        int foreignBytes = 0;
        for (int i = 0; i < text.Length;)
        {
            char first = text[i];
            if (char.IsAsciiLetter(first))
            {
                tokens += TokensOfRun(text, ref i, char.IsAsciiLetter, LettersPerToken);
            }
            else if (char.IsAsciiDigit(first))
            {
                tokens += TokensOfRun(text, ref i, char.IsAsciiDigit, DigitsPerToken);
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int units);
                i += units;
                if (!rune.IsAscii)
                {
                    foreignBytes += rune.Utf8SequenceLength;
                }
                else if (!char.IsWhiteSpace(first))
                {
                    tokens++;
                }
            }
        }

        return (int)Math.Clamp(tokens + ((foreignBytes + 1L) / 2), 1, int.MaxValue);
    }

    private static int TokensOfRun(string text, ref int position, Func<char, bool> belongs, int perToken)
    {
        int start = position;
        while (position < text.Length && belongs(text[position]))
        {
            position++;
        }

        return (position - start + perToken - 1) / perToken;
    }
}
