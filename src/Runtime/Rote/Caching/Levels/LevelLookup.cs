namespace Rote.Caching;

/// <summary>A key that a level is asked for.</summary>
/// <param name="Entry">Where its entry is.</param>
/// <param name="GenerationKeys">Where the generations are that the entry depends on.</param>
internal readonly record struct LevelLookup(LevelKey Entry, LevelKey[] GenerationKeys);
