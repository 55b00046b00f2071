using System.Text;
using Rote.Caching;

namespace Rote.Tests.Caching.Disk;

public sealed class ChecksumTests
{
    [Fact]
    public void Crc32C_PublishedVectors_Agree()
    {
        // RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms.
        Assert.Equal(0xE3069283u, Standard("123456789"u8));
        Assert.Equal(0x8A9136AAu, Standard(new byte[32]));
        Assert.Equal(0x62A8AB43u, Standard([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Standard([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void Crc32C_EveryLengthAndStart_EqualsTheBitwiseTwin()
    {
        var random = new Random(1);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            uint start = (uint)random.NextInt64(uint.MaxValue);
            Assert.Equal(Bitwise(start, bytes), Crc32C.Append(start, bytes));
        }
    }

    [Fact]
    public void SipHash_VectorsOfItsAuthors_Agree()
    {
        // The first outputs of the reference implementation: key 00..0f, inputs of 0, 1, 2, ... bytes 00 01 02 ...
        (int Length, ulong Hash)[] vectors =
        [
            (0, 0x726fdb47dd0e0e31), (1, 0x74f839c593dc67fd), (2, 0x0d6c8009d9a94f5a), (3, 0x85676696d7fb7e2d),
            (7, 0xab0200f58b01d137), (8, 0x93f5f5799a932462), (15, 0xa129ca6149be45e5),
        ];
        Assert.All(vectors, vector => Assert.Equal(
            vector.Hash,
            SipHash.Compute(
                0x0706050403020100, 0x0f0e0d0c0b0a0908, [.. Enumerable.Range(0, vector.Length).Select(i => (byte)i)])));
    }

    [Fact]
    public void KeyBytes_UnpairedSurrogates_StayDifferent()
        => Assert.False(RecordFormat.BytesOf("a\uD800").SequenceEqual(RecordFormat.BytesOf("a\uFFFD")));

    [Fact]
    public void Record_OfAnotherPositionOrFile_IsNone()
    {
        var format = new RecordFormat(new FileIdentity(1, 2, 3));
        var other = new RecordFormat(new FileIdentity(1, 2, 4));
        byte[] key = Encoding.Unicode.GetBytes("key");
        var header = new RecordHeader(RecordKind.Value, key.Length, 5, 9, 10, 20);
        byte[] record = new byte[header.RecordBytes];
        format.Write(record, 128, header, key, "value"u8);

        Assert.True(format.TryRead(record, 128, out RecordHeader read));
        Assert.Equal(header, read);
        Assert.True(
            format.TryReadTrailer(record.AsSpan(^RecordFormat.TrailerBytes), 128, 128 + record.Length - 16, out ulong hash));
        Assert.Equal(9ul, hash);
        Assert.False(format.TryRead(record, 136, out _));
        Assert.False(other.TryRead(record, 128, out _));
        Assert.False(format.TryReadTrailer(record.AsSpan(^RecordFormat.TrailerBytes), 120, 128 + record.Length - 24, out _));
    }

    [Fact]
    public void Level_OnABigEndianMachine_IsRefused()
    {
        Assert.Throws<PlatformNotSupportedException>(() => DiskCacheLevel.ThrowIfBigEndian(isLittleEndian: false));
        DiskCacheLevel.ThrowIfBigEndian(isLittleEndian: true);
    }

    private static uint Standard(ReadOnlySpan<byte> bytes) => ~Crc32C.Append(Crc32C.Start, bytes);

    private static uint Bitwise(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ 0x82F63B78;
            }
        }

        return state;
    }
}
