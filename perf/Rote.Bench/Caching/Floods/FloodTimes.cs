namespace Rote.Bench.Caching.Floods;

/// <summary>What a flood took.</summary>
/// <param name="Insert">Time of the misses.</param>
/// <param name="LookUp">Time of the hits.</param>
internal readonly record struct FloodTimes(TimeSpan Insert, TimeSpan LookUp);
