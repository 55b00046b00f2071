using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Rote.Caching;

/// <summary>A key of a second level.</summary>
/// <param name="Key">What the level is asked for: the text, or its hash where it is too long or not plain.</param>
/// <param name="Text">The whole text, which is stored beside the value and compared when it is read.</param>
internal readonly record struct LevelKey(string Key, string Text)
{
    /// <summary>Units of the longest key. SQL Server's cache takes 449, <c>HybridCache</c> 1,024.</summary>
    public const int MaxLength = 400;

    /// <summary>Marks the hash; no text begins with it.</summary>
    private const string HashPrefix = "rote#";

    /// <summary>Controls, which some levels refuse or use themselves, and the space, which some trim.</summary>
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 33).Select(unit => (char)unit), '\u007F']);

    public static LevelKey From(ReadOnlySpan<char> text)
    {
        string whole = new(text);
        return new LevelKey(text.Length <= MaxLength && IsPlain(text) ? whole : Hash(text), whole);
    }

    /// <summary>Whether every level gives the text back unit by unit: no controls, and surrogates in pairs.</summary>
    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(Unsafe) >= 0)
        {
            return false;
        }

        for (int i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    private static string Hash(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // In the machine's byte order: machines of two orders do not find each other's entries, which is safe.
        SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
        return HashPrefix + Convert.ToHexStringLower(hash);
    }
}
