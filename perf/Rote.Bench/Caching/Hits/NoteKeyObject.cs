namespace Rote.Bench.Caching.Hits;

/// <summary>The key of a note as an object, for caches that want one.</summary>
internal sealed record NoteKeyObject(string User, string Id);
