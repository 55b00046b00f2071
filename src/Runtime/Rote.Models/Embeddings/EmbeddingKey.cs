using Rote.Caching;
using Rote.Generated;

namespace Rote.Models;

/// <summary>A text in a space of vectors. Texts are compared themselves, not by hashes: two never meet.</summary>
/// <param name="Space">Provider, model, dimensions and other options, as an injective text.</param>
/// <param name="Text">The text.</param>
internal readonly record struct EmbeddingKey(string Space, string Text)
{
    public override int GetHashCode() => KeyHash.ToHashCode(KeyHash.Combine(KeyHash.Of(Space), KeyHash.Of(Text)));

    public bool Equals(EmbeddingKey other)
        => string.Equals(Text, other.Text, StringComparison.Ordinal)
            && string.Equals(Space, other.Space, StringComparison.Ordinal);

    public static void WriteText(in EmbeddingKey key, ref CacheKeyWriter writer)
    {
        writer.Add(key.Space);
        writer.Add(key.Text);
    }
}
