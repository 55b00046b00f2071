using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Rote.Caching;

/// <summary>
/// The bytes of an entry in a second level. Everything is little-endian; nothing is trusted: a length is used after it was
/// checked against the bytes that are there, and reading allocates nothing.
/// </summary>
/// <remarks>
/// <code>
///  0  magic "ROTE"                     4
///  4  CRC-32C of everything behind it  4
///  8  version, 1                       1
///  9  flags; 1: the value is null      1
/// 10  number of generations            2
/// 12  units of the key text            4
/// 16  bytes of the payload             4
/// 20  created, UTC ticks               8
/// 28  expires, UTC ticks               8
/// 36  key text, UTF-16; generations, 16 bytes each; payload
/// </code>
/// </remarks>
internal static class LevelEnvelope
{
    public const int HeaderBytes = 36;
    public const byte Version = 1;

    private const uint Magic = 0x45544F52;
    private const byte NullFlag = 1;
    private const int CheckedFrom = 8;

    /// <summary>
    /// Starts an envelope: room for the header, the key, the generations. The payload is written behind it, then
    /// <see cref="Seal"/> called.
    /// </summary>
    public static void Begin(PooledBufferWriter target, string key, ReadOnlySpan<Generation> generations)
    {
        int size = checked(HeaderBytes + (key.Length * sizeof(char)) + (generations.Length * Generation.SizeBytes));
        Span<byte> head = target.GetSpan(size)[..size];
        head[..HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        head[8] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(head[10..], checked((ushort)generations.Length));
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], key.Length);
        Span<byte> rest = head[HeaderBytes..];
        foreach (char unit in key)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, unit);
            rest = rest[sizeof(char)..];
        }

        foreach (Generation generation in generations)
        {
            generation.Write(rest);
            rest = rest[Generation.SizeBytes..];
        }

        target.Advance(size);
    }

    /// <summary>Completes an envelope: what stands in it behind the generations is the payload.</summary>
    public static void Seal(Span<byte> envelope, EnvelopeHeader header)
    {
        int keyUnits = BinaryPrimitives.ReadInt32LittleEndian(envelope[12..]);
        int generations = BinaryPrimitives.ReadUInt16LittleEndian(envelope[10..]);
        int payload = envelope.Length - HeaderBytes - (keyUnits * sizeof(char)) - (generations * Generation.SizeBytes);
        envelope[9] = header.IsNull ? NullFlag : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(envelope[16..], payload);
        BinaryPrimitives.WriteInt64LittleEndian(envelope[20..], header.Created.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(envelope[28..], header.Expires.UtcTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(envelope[4..], Checksum(envelope[CheckedFrom..]));
    }

    /// <summary>Reads an envelope.</summary>
    /// <param name="envelope">Bytes, whatever they are.</param>
    /// <param name="key">The key text that was asked for.</param>
    /// <param name="generations">The generations it has to have.</param>
    /// <param name="header">What it says.</param>
    /// <param name="payload">Where its payload is in <paramref name="envelope"/>.</param>
    public static EnvelopeStatus TryRead(
        ReadOnlySpan<byte> envelope,
        ReadOnlySpan<char> key,
        ReadOnlySpan<Generation> generations,
        out EnvelopeHeader header,
        out Range payload)
    {
        header = default;
        payload = default;
        if (envelope.Length < HeaderBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(envelope) != Magic
            || envelope[8] != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(envelope[4..]) != Checksum(envelope[CheckedFrom..]))
        {
            return EnvelopeStatus.Damaged;
        }

        byte flags = envelope[9];
        int count = BinaryPrimitives.ReadUInt16LittleEndian(envelope[10..]);
        uint keyUnits = BinaryPrimitives.ReadUInt32LittleEndian(envelope[12..]);
        uint payloadBytes = BinaryPrimitives.ReadUInt32LittleEndian(envelope[16..]);
        long whole = HeaderBytes + (keyUnits * (long)sizeof(char)) + (count * (long)Generation.SizeBytes) + payloadBytes;
        bool isNull = (flags & NullFlag) != 0;
        if (whole != envelope.Length || flags > NullFlag || (isNull && payloadBytes != 0) || keyUnits != (uint)key.Length
            || !TryReadTimes(envelope, isNull, out header))
        {
            return EnvelopeStatus.Damaged;
        }

        ReadOnlySpan<byte> rest = envelope[HeaderBytes..];
        if (!KeyEquals(rest[..(key.Length * sizeof(char))], key))
        {
            return EnvelopeStatus.Damaged;
        }

        payload = (envelope.Length - (int)payloadBytes)..envelope.Length;
        bool current = GenerationsEqual(rest[(key.Length * sizeof(char))..], count, generations);
        return current ? EnvelopeStatus.Valid : EnvelopeStatus.Stale;
    }

    /// <summary>The envelope of a generation, whose payload it is.</summary>
    public static byte[] WriteGeneration(string key, Generation generation, DateTimeOffset created, DateTimeOffset expires)
    {
        using var buffer = new PooledBufferWriter();
        Begin(buffer, key, []);
        generation.Write(buffer.GetSpan(Generation.SizeBytes));
        buffer.Advance(Generation.SizeBytes);
        Seal(buffer.WrittenSpan, new EnvelopeHeader(created, expires, IsNull: false));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a generation. Its level ends its life: whoever reads it may use it, whatever the clocks say.</summary>
    public static bool TryReadGeneration(ReadOnlySpan<byte> envelope, string key, out Generation generation)
    {
        generation = default;
        if (TryRead(envelope, key, [], out EnvelopeHeader header, out Range payload) != EnvelopeStatus.Valid
            || header.IsNull || envelope[payload].Length != Generation.SizeBytes)
        {
            return false;
        }

        generation = Generation.Read(envelope[payload]);
        return true;
    }

    private static bool TryReadTimes(ReadOnlySpan<byte> envelope, bool isNull, out EnvelopeHeader header)
    {
        header = default;
        long created = BinaryPrimitives.ReadInt64LittleEndian(envelope[20..]);
        long expires = BinaryPrimitives.ReadInt64LittleEndian(envelope[28..]);
        if (created < 0 || expires < created || expires > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        header = new EnvelopeHeader(
            new DateTimeOffset(created, TimeSpan.Zero), new DateTimeOffset(expires, TimeSpan.Zero), isNull);
        return true;
    }

    private static bool KeyEquals(ReadOnlySpan<byte> stored, ReadOnlySpan<char> key)
    {
        if (BitConverter.IsLittleEndian)
        {
            return stored.SequenceEqual(MemoryMarshal.AsBytes(key));
        }

        for (int i = 0; i < key.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(stored[(i * sizeof(char))..]) != key[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool GenerationsEqual(ReadOnlySpan<byte> stored, int count, ReadOnlySpan<Generation> generations)
    {
        if (count != generations.Length)
        {
            return false;
        }

        foreach (Generation generation in generations)
        {
            if (Generation.Read(stored) != generation)
            {
                return false;
            }

            stored = stored[Generation.SizeBytes..];
        }

        return true;
    }

    /// <summary>CRC-32C (Castagnoli), by the processor's instruction where it has one.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
