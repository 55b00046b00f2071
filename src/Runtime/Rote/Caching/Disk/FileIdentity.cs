namespace Rote.Caching;

/// <summary>The random part of a file's header.</summary>
/// <param name="HashKey0">First half of the key under which keys are hashed.</param>
/// <param name="HashKey1">Its second half.</param>
/// <param name="Seed">Where the records' checksums start.</param>
internal readonly record struct FileIdentity(ulong HashKey0, ulong HashKey1, uint Seed);
