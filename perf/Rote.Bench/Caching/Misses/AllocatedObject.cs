namespace Rote.Bench.Caching.Misses;

/// <summary>An object that was allocated.</summary>
internal readonly record struct AllocatedObject(string Type, long Bytes);
