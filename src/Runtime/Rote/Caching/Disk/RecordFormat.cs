using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rote.Caching;

/// <summary>
/// How records are written and recognised in one file. Every checksum starts from the file's secret seed and ends with the
/// record's position:
/// bytes that somebody stored as a value, or that belong elsewhere, are no record here. That makes it safe to look for the
/// next record behind damage.
/// </summary>
/// <param name="identity">The random part of the file's header.</param>
internal readonly struct RecordFormat(FileIdentity identity)
{
    public const int HeaderBytes = 48;
    public const int TrailerBytes = 16;
    public const int Alignment = 8;
    private const uint Magic = 0x52_54_4F_52;
    private const int ChecksumAt = 4;
    private const int KindAt = 8;
    private const int KeyBytesAt = 12;
    private const int ValueBytesAt = 16;
    private const int BodyChecksumAt = 20;
    private const int KeyHashAt = 24;
    private const int WrittenAt = 32;
    private const int ExpiresAt = 40;

    /// <summary>Bytes of a record with its header, padding and trailer.</summary>
    public static long RecordBytes(int keyBytes, int valueBytes)
        => (((long)HeaderBytes + keyBytes + valueBytes + (Alignment - 1)) & -Alignment) + TrailerBytes;

    /// <summary>A key as it stands in the file. Not UTF-8: that would make one text of two with unpaired surrogates.</summary>
    public static ReadOnlySpan<byte> BytesOf(string key) => MemoryMarshal.AsBytes(key.AsSpan());

    public ulong HashOf(string key) => SipHash.Compute(identity.HashKey0, identity.HashKey1, BytesOf(key));

    /// <summary>Writes a record of exactly <paramref name="target"/>'s length.</summary>
    public void Write(Span<byte> target, long position, in RecordHeader header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Span<byte> body = target[HeaderBytes..^TrailerBytes];
        key.CopyTo(body);
        value.CopyTo(body[key.Length..]);
        body[(key.Length + value.Length)..].Clear();

        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(target[KindAt..], (int)header.Kind);
        BinaryPrimitives.WriteInt32LittleEndian(target[KeyBytesAt..], header.KeyBytes);
        BinaryPrimitives.WriteInt32LittleEndian(target[ValueBytesAt..], header.ValueBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(target[BodyChecksumAt..], BodyEnd(Crc32C.Append(BodyStart, body), position));
        BinaryPrimitives.WriteUInt64LittleEndian(target[KeyHashAt..], header.KeyHash);
        BinaryPrimitives.WriteInt64LittleEndian(target[WrittenAt..], header.WrittenAt);
        BinaryPrimitives.WriteInt64LittleEndian(target[ExpiresAt..], header.ExpiresAt);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], HeaderChecksum(target, position));

        Span<byte> trailer = target[^TrailerBytes..];
        BinaryPrimitives.WriteUInt64LittleEndian(trailer, header.KeyHash);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[8..], target.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[12..], TrailerChecksum(trailer, position));
    }

    /// <summary>Reads a header, if its checksum and its lengths make sense.</summary>
    /// <param name="source">At least <see cref="HeaderBytes"/> bytes.</param>
    /// <param name="position">Where they are in the file.</param>
    /// <param name="header">What they say; nothing in it was checked against the file's length.</param>
    /// <param name="bodyChecksum">What <see cref="BodyEnd"/> has to give.</param>
    public bool TryReadHeader(ReadOnlySpan<byte> source, long position, out RecordHeader header, out uint bodyChecksum)
    {
        header = default;
        bodyChecksum = 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) != HeaderChecksum(source, position))
        {
            return false;
        }

        bodyChecksum = BinaryPrimitives.ReadUInt32LittleEndian(source[BodyChecksumAt..]);
        header = new RecordHeader(
            (RecordKind)BinaryPrimitives.ReadInt32LittleEndian(source[KindAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[KeyBytesAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[ValueBytesAt..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[KeyHashAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[WrittenAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[ExpiresAt..]));
        return header is { Kind: RecordKind.Value or RecordKind.Tombstone, KeyBytes: >= 0, ValueBytes: >= 0 }
            && header.RecordBytes <= int.MaxValue;
    }

    /// <summary>Reads a whole record, if every byte that matters is as it was written.</summary>
    public bool TryRead(ReadOnlySpan<byte> record, long position, out RecordHeader header)
        => TryReadHeader(record, position, out header, out uint expected)
            && header.RecordBytes == record.Length
            && BodyEnd(Crc32C.Append(BodyStart, record[HeaderBytes..^TrailerBytes]), position) == expected;

    /// <summary>Reads the trailer of the record at <paramref name="recordPosition"/>, if that is what these bytes are.</summary>
    public bool TryReadTrailer(ReadOnlySpan<byte> source, long recordPosition, long trailerPosition, out ulong keyHash)
    {
        keyHash = BinaryPrimitives.ReadUInt64LittleEndian(source);
        return BinaryPrimitives.ReadInt32LittleEndian(source[8..]) == trailerPosition + TrailerBytes - recordPosition
            && BinaryPrimitives.ReadUInt32LittleEndian(source[12..]) == TrailerChecksum(source, recordPosition);
    }

    /// <summary>The checksum of a body before its first byte.</summary>
    public uint BodyStart => identity.Seed;

    /// <summary>The checksum of a body after its last byte.</summary>
    public static uint BodyEnd(uint state, long position)
    {
        Span<byte> end = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(end, position);
        return ~Crc32C.Append(state, end);
    }

    private uint HeaderChecksum(ReadOnlySpan<byte> header, long position)
        => BodyEnd(Crc32C.Append(~identity.Seed, header[KindAt..HeaderBytes]), position);

    private uint TrailerChecksum(ReadOnlySpan<byte> trailer, long recordPosition)
        => BodyEnd(Crc32C.Append(identity.Seed ^ Magic, trailer[..12]), recordPosition);
}
