namespace Rote.Bench.Caching.Hits;

/// <summary>The key of a note, as a user of a dictionary writes it.</summary>
internal readonly record struct NoteKey(string User, string Id);
