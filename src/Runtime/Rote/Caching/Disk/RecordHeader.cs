namespace Rote.Caching;

/// <summary>The fixed part of a record, without its checksums.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="KeyBytes">Length of the key: two bytes for each UTF-16 unit, so that no two texts meet.</param>
/// <param name="ValueBytes">Length of the value.</param>
/// <param name="KeyHash">Hash of the key under the key of the file.</param>
/// <param name="WrittenAt">When it was written, in Unix milliseconds.</param>
/// <param name="ExpiresAt">From when on it is a miss, in Unix milliseconds.</param>
internal readonly record struct RecordHeader(
    RecordKind Kind, int KeyBytes, int ValueBytes, ulong KeyHash, long WrittenAt, long ExpiresAt)
{
    /// <summary>Bytes of the whole record in the file.</summary>
    public long RecordBytes => RecordFormat.RecordBytes(KeyBytes, ValueBytes);
}
