using System.Buffers.Binary;
using System.Numerics;

namespace Rote.Caching;

/// <summary>
/// CRC-32C (Castagnoli 1993; RFC 3720, appendix B.4). <see cref="BitOperations"/> uses the processor's instruction where it
/// has one.
/// Finds every error of up to three bits, and every burst of up to 32.
/// </summary>
internal static class Crc32C
{
    /// <summary>
    /// The state of the standard checksum before the first byte; its result is the complement of the last state.
    /// </summary>
    public const uint Start = uint.MaxValue;

    /// <summary>The state after more bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            state = BitOperations.Crc32C(state, value);
        }

        return state;
    }
}
