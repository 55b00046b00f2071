namespace Rote.Caching;

/// <summary>A tag of cached entries: a text and the scope it belongs to.</summary>
public readonly record struct CacheTag
{
    /// <summary>A tag of <paramref name="text"/> in no scope: invalidating it drops the text's entries in every scope.</summary>
    public CacheTag(string text) => throw new NotImplementedException();

    /// <summary>A tag of <paramref name="text"/> in a scope of one part.</summary>
    public CacheTag(string text, string? scope) => throw new NotImplementedException();

    /// <summary>A tag of <paramref name="text"/> in a scope of several parts, told apart by their lengths.</summary>
    public CacheTag(string text, params ReadOnlySpan<string?> scope) => throw new NotImplementedException();
}
