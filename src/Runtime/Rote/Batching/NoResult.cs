namespace Rote.Batching;

/// <summary>What a write returns.</summary>
internal readonly record struct NoResult;
