namespace Rote.Caching;

/// <summary>Writes the parts of a key as one text; see <see cref="CacheKeyText{TKey}"/>.</summary>
public ref struct CacheKeyWriter
{
}
