using System.Globalization;
using System.Text;

namespace Rote.Caching;

/// <summary>A tag of cached entries: a text and the scope it belongs to.</summary>
/// <remarks>
/// An entry with a tag of some scope is dropped by that very tag, and by the tag of the same text without a scope. Scopes of
/// different parts never meet: parts are told apart by their lengths, and <see langword="null"/> is not the empty text.
/// The default value is no tag; using it is an error. Immutable.
/// </remarks>
public readonly record struct CacheTag
{
    /// <summary>A tag of <paramref name="text"/> in no scope: invalidating it drops the text's entries in every scope.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public CacheTag(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>A tag of <paramref name="text"/> in a scope of one part.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">The scope; <see langword="null"/> is a scope of its own.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public CacheTag(string text, string? scope)
        : this(text)
        => Scope = Encode([scope]);

    /// <summary>A tag of <paramref name="text"/> in a scope of several parts, told apart by their lengths.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">The parts, in order. None: the tag has no scope.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public CacheTag(string text, params ReadOnlySpan<string?> scope)
        : this(text)
        => Scope = scope.IsEmpty ? null : Encode(scope);

    internal string? Text { get; }

    /// <summary>The parts of the scope in one injective text; <see langword="null"/>: no scope.</summary>
    internal string? Scope { get; }

    internal CacheTag WithoutScope => new(Text!);

    /// <summary>The text, for logs of the application; the scope is left out because it names a person.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text ?? string.Empty;

    internal void ThrowIfDefault(string parameter)
    {
        if (Text is null)
        {
            throw new ArgumentException("The tag is the default value of CacheTag. Make it with a text.", parameter);
        }
    }

    private static string Encode(ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (string? part in parts)
        {
            if (part is null)
            {
                text.Append('~');
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{part.Length}:").Append(part);
            }
        }

        return text.ToString();
    }
}
