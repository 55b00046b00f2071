using System.Runtime.InteropServices;

namespace Rote.Caching;

/// <summary>Where the newest record of a key is.</summary>
/// <param name="Position">Its first byte in the file.</param>
/// <param name="Length">Bytes of the whole record.</param>
/// <param name="ExpiresAt">From when on it is a miss, in Unix milliseconds; <see cref="Removed"/>: it is being removed.</param>
[StructLayout(LayoutKind.Auto)] // There is one for each key: no bytes between the fields.
internal readonly record struct RecordLocation(long Position, int Length, long ExpiresAt)
{
    /// <summary>Always a miss, yet in the index: the record is still in the file and its tombstone is not durable.</summary>
    public const long Removed = long.MinValue;

    /// <summary>The index's clock at the last read; 0: not read since it is where it is.</summary>
    public uint LastUse { get; init; }
}
