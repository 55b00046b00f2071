namespace Rote.Models;

/// <summary>
/// Tells texts from which a model may extract something worth remembering from those where it would be asked in vain: small talk,
/// and texts that are too short.
/// </summary>
/// <remarks>Thread-safe. Linear in the text.</remarks>
public sealed class MemorableText
{
    /// <summary>Words that a text has at least. Zero or more; default 10.</summary>
    public int MinWords { get; init; } = 10;

    /// <summary>
    /// Words one of which a text has at least, whole and in any case; none: any text will do. Default: remember, favorite,
    /// favourite, always, never, love, hate, prefer, and their common forms.
    /// </summary>
    public IReadOnlyCollection<string> Keywords { get; init; } =
    [
        "remember", "remembers", "favorite", "favorites", "favourite", "favourites", "always", "never", "love", "loves", "loved",
        "hate", "hates", "hated", "prefer", "prefers", "preferred",
    ];

    /// <summary>Whether a text is worth a call, for <see cref="RoteChatOptions.IsWorthACall"/>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it has enough words, and one of the keywords.</returns>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public bool IsWorthACall(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int words = 0;
        bool isMemorable = Keywords.Count == 0;
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’'))
            {
                i++;
            }

            if (i > start)
            {
                words++;
                isMemorable = isMemorable || IsKeyword(text.AsSpan(start, i - start));
            }
        }

        return words >= MinWords && isMemorable;
    }

    private bool IsKeyword(ReadOnlySpan<char> word)
    {
        foreach (string keyword in Keywords)
        {
            if (word.Equals(keyword, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
