using System.Buffers.Binary;

namespace Rote.Caching;

/// <summary>
/// The first bytes of the file: what it is, its random part, and two marks. A mark says up to where the file was made
/// durable. They are written in turn, so that a torn write leaves the other one.
/// </summary>
internal static class FileHeader
{
    public const int Bytes = 128;
    public const int MarkBytes = 16;
    private const int Version = 1;
    private const int ChecksumAt = 36;
    private const int FirstMarkAt = 64;
    private const int SecondMarkAt = 96;

    /// <summary>"ROTECACH", the first eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "ROTECACH"u8;

    /// <summary>Where the mark with this number goes.</summary>
    public static long MarkPosition(long number) => (number & 1) == 0 ? FirstMarkAt : SecondMarkAt;

    public static void Write(Span<byte> target, in FileIdentity identity)
    {
        target.Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], identity.HashKey0);
        BinaryPrimitives.WriteUInt64LittleEndian(target[24..], identity.HashKey1);
        BinaryPrimitives.WriteUInt32LittleEndian(target[32..], identity.Seed);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Checksum(target));
        WriteMark(target[FirstMarkAt..], identity, Bytes);
        WriteMark(target[SecondMarkAt..], identity, Bytes);
    }

    public static void WriteMark(Span<byte> target, in FileIdentity identity, long durableBytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, durableBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], MarkChecksum(target, identity));
        target[12..MarkBytes].Clear();
    }

    /// <summary>Reads a header that is whole.</summary>
    /// <param name="source">The file's first bytes, as many as there are.</param>
    /// <param name="content">What it says; only of this version.</param>
    /// <returns>Its version; or <see langword="null"/>: it is damaged.</returns>
    public static int? TryRead(ReadOnlySpan<byte> source, out FileHeaderContent content)
    {
        content = default;
        if (source.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) != Checksum(source))
        {
            return null;
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(source[8..]);
        if (version != Version)
        {
            return version;
        }

        var identity = new FileIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[32..]));
        long? first = TryReadMark(source[FirstMarkAt..], identity);
        long? second = TryReadMark(source[SecondMarkAt..], identity);
        if (first is null && second is null)
        {
            return null;
        }

        bool isFirstNewer = (first ?? 0) > (second ?? 0);
        content = new FileHeaderContent(identity, Math.Max(first ?? 0, second ?? 0), isFirstNewer ? 1 : 0);
        return version;
    }

    /// <summary>Whether a version is this one.</summary>
    public static bool IsKnown(int version) => version == Version;

    private static long? TryReadMark(ReadOnlySpan<byte> source, in FileIdentity identity)
    {
        long durableBytes = BinaryPrimitives.ReadInt64LittleEndian(source);
        return durableBytes >= Bytes && BinaryPrimitives.ReadUInt32LittleEndian(source[8..]) == MarkChecksum(source, identity)
            ? durableBytes
            : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> header) => ~Crc32C.Append(Crc32C.Start, header[..ChecksumAt]);

    private static uint MarkChecksum(ReadOnlySpan<byte> mark, in FileIdentity identity)
        => ~Crc32C.Append(~identity.Seed, mark[..8]);
}
