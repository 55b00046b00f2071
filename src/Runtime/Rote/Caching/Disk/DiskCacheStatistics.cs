namespace Rote.Caching;

/// <summary>What a <see cref="DiskCacheLevel"/> holds and what happened to it.</summary>
/// <param name="Entries">Keys in the index, also those that expired and were not swept yet.</param>
/// <param name="FileBytes">Bytes of the file, also those of replaced values.</param>
/// <param name="DamagedReads">Reads that found a damaged record: misses.</param>
/// <param name="DamagedRegions">Places that were skipped when the file was opened; a write cut short by a crash counts as
/// one.</param>
/// <param name="Rewrites">How often the file was written anew to make room.</param>
public readonly record struct DiskCacheStatistics(
    int Entries, long FileBytes, long DamagedReads, long DamagedRegions, long Rewrites);
