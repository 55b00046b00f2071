namespace Rote.Generators.Parsing;

/// <summary>What <c>[Cached]</c> says.</summary>
internal sealed record CachedSettings(
    string? Region, long LifetimeSeconds, int SlidingSeconds, int NullSeconds, int JitterPercent, IReadOnlyList<string> Tags);
