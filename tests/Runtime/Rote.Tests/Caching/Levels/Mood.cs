namespace Rote.Tests.Caching.Levels;

public sealed record Mood(string Name, int[] Shades, Mood? Next);
