using Rote.Caching;
using Rote.Generated;

namespace Rote.Models;

/// <summary>A whole request in a scope. Requests are compared themselves, not by hashes: two never meet.</summary>
/// <param name="Scope">Whom its answer may be shown to.</param>
/// <param name="Request">Provider, model, options and messages, as an injective text.</param>
internal readonly record struct ChatKey(string Scope, string Request)
{
    public override int GetHashCode() => KeyHash.ToHashCode(KeyHash.Combine(KeyHash.Of(Scope), KeyHash.Of(Request)));

    public bool Equals(ChatKey other)
        => string.Equals(Request, other.Request, StringComparison.Ordinal)
            && string.Equals(Scope, other.Scope, StringComparison.Ordinal);

    public static void WriteText(in ChatKey key, ref CacheKeyWriter writer)
    {
        writer.Add(key.Scope);
        writer.Add(key.Request);
    }
}
