namespace Rote.Caching;

/// <summary>What a file was found to hold.</summary>
/// <param name="Index">Where the newest record of each key is, by the key's hash.</param>
/// <param name="End">Where the next record goes; what is behind it is a write that was never confirmed.</param>
/// <param name="DamagedRegions">Places that were skipped.</param>
/// <param name="IsLost">What was durable is missing at the end, perhaps a removal: nothing in the file may be used.</param>
internal readonly record struct ScanResult(
    Dictionary<ulong, RecordLocation> Index, long End, long DamagedRegions, bool IsLost);
