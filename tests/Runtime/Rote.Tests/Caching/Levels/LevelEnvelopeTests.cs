using System.Buffers.Binary;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

public sealed class LevelEnvelopeTests
{
    private const string Key = "rote:e:s1:a\uD800";
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Generation[] Generations = [new(1), new(UInt128.MaxValue)];
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 100).Select(value => (byte)value)];

    [Fact]
    public void TryRead_WhatWasWritten_GivesItBack()
    {
        byte[] bytes = Make();

        EnvelopeStatus status = LevelEnvelope.TryRead(bytes, Key, Generations, out EnvelopeHeader header, out Range payload);

        Assert.Equal(EnvelopeStatus.Valid, status);
        Assert.Equal(Payload, bytes[payload]);
        Assert.False(header.IsNull);
        Assert.Equal(TimeSpan.FromSeconds(40), header.Remaining(Created.AddSeconds(20)));
    }

    [Theory]
    [InlineData(-1_000, 60)]
    [InlineData(0, 60)]
    [InlineData(59, 1)]
    [InlineData(60, 0)]
    [InlineData(90, -30)]
    public void Remaining_ClocksThatDiffer_NeverExceedsTheLifetime(int nowSeconds, int expectedSeconds)
    {
        var header = new EnvelopeHeader(Created, Created.AddSeconds(60), IsNull: false);

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), header.Remaining(Created.AddSeconds(nowSeconds)));
    }

    [Fact]
    public void TryRead_AnotherKey_IsDamaged()
    {
        byte[] bytes = Make();

        Assert.Equal(EnvelopeStatus.Damaged, Read(bytes, Key + "b"));
        Assert.Equal(EnvelopeStatus.Damaged, Read(bytes, Key[..^1] + "\uD801"));
    }

    [Fact]
    public void TryRead_AnotherGeneration_IsStale()
    {
        byte[] bytes = Make();

        Assert.Equal(EnvelopeStatus.Stale, LevelEnvelope.TryRead(bytes, Key, [new(1), new(2)], out _, out _));
        Assert.Equal(EnvelopeStatus.Stale, LevelEnvelope.TryRead(bytes, Key, [Generations[1], Generations[0]], out _, out _));
        Assert.Equal(EnvelopeStatus.Stale, LevelEnvelope.TryRead(bytes, Key, [new(1)], out _, out _));
        Assert.Equal(EnvelopeStatus.Stale, LevelEnvelope.TryRead(bytes, Key, [], out _, out _));
    }

    [Fact]
    public void TryRead_EveryTruncation_IsDamaged()
    {
        byte[] bytes = Make();

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Equal(EnvelopeStatus.Damaged, Read(bytes[..length])));
        Assert.Equal(EnvelopeStatus.Damaged, Read([.. bytes, 0]));
    }

    [Fact]
    public void TryRead_EverySingleBitFlip_IsDamaged()
    {
        byte[] bytes = Make();

        Assert.All(Enumerable.Range(0, bytes.Length * 8), bit =>
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(EnvelopeStatus.Damaged, Read(flipped));
        });
    }

    [Fact]
    public void TryRead_RandomDamage_IsNeverAnotherValue()
    {
        var random = new Random(7);
        byte[] bytes = Make();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
            int flips = random.Next(1, 12);
            for (int flip = 0; flip < flips; flip++)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            }

            EnvelopeStatus status = LevelEnvelope.TryRead(damaged, Key, Generations, out _, out _);
            Assert.True(status == EnvelopeStatus.Damaged || damaged.AsSpan().SequenceEqual(bytes), $"Round {i}");
        }
    }

    [Theory]
    [InlineData(12, uint.MaxValue)]
    [InlineData(12, 0x7FFF_FFFFu)]
    [InlineData(12, 0x8000_0000u)]
    [InlineData(16, uint.MaxValue)]
    [InlineData(16, 0x7FFF_FFFFu)]
    [InlineData(20, uint.MaxValue)]
    [InlineData(32, uint.MaxValue)]
    [InlineData(9, uint.MaxValue)]
    public void TryRead_HostileFieldUnderARightChecksum_IsDamagedAndAllocatesNothing(int offset, uint value)
    {
        byte[] bytes = Make();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Crc(bytes.AsSpan(8)));
        Read(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        EnvelopeStatus status = Read(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(EnvelopeStatus.Damaged, status);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void TryReadGeneration_EntryUnderItsKey_IsRefused()
    {
        byte[] generation = LevelEnvelope.WriteGeneration(Key, new Generation(5), Created, Created.AddDays(1));

        Assert.True(LevelEnvelope.TryReadGeneration(generation, Key, out Generation read));
        Assert.Equal(new Generation(5), read);
        Assert.False(LevelEnvelope.TryReadGeneration(generation, Key + "x", out _));
        Assert.False(LevelEnvelope.TryReadGeneration(Make(), Key, out _));
    }

    private static EnvelopeStatus Read(byte[] bytes, string key = Key)
        => LevelEnvelope.TryRead(bytes, key, Generations, out _, out _);

    private static byte[] Make()
    {
        using var buffer = new PooledBufferWriter();
        LevelEnvelope.Begin(buffer, Key, Generations);
        Payload.CopyTo(buffer.GetSpan(Payload.Length));
        buffer.Advance(Payload.Length);
        LevelEnvelope.Seal(buffer.WrittenSpan, new EnvelopeHeader(Created, Created.AddSeconds(60), IsNull: false));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>CRC-32C bit by bit, from its polynomial.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        return ~crc;
    }
}
