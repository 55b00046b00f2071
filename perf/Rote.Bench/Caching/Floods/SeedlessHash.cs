using System.Runtime.InteropServices;

namespace Rote.Bench.Caching.Floods;

/// <summary>
/// <see cref="Generated.KeyHash"/> without its secrets: the same steps with wyhash's published constants. An attacker who knows
/// the algorithm finds keys that meet under this one.
/// </summary>
internal static class SeedlessHash
{
    /// <summary>A block whose first half is this one multiplies by zero: whatever stands before and beside it is forgotten.</summary>
    public const ulong Secret1 = 0xe7037ed1a0b428db;

    private const ulong Secret0 = 0xa0761d6478bd642f;
    private const ulong Secret2 = 0x8ebc6af09c88c6e3;
    private const int BlockBytes = 16;
    private const int WordBytes = 8;

    /// <summary>Hash of a text of at least four characters.</summary>
    public static ulong Of(string text)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        var state = Secret0 ^ (ulong)bytes.Length;
        var left = bytes;
        while (left.Length > BlockBytes)
        {
            state = Fold(Read(left) ^ Secret1, Read(left[WordBytes..]) ^ state);
            left = left[BlockBytes..];
        }

        return left.Length < WordBytes
            ? throw new ArgumentOutOfRangeException(nameof(text), text, "The twin hashes no text with a rest under four characters.")
            : Fold(Secret2 ^ (ulong)bytes.Length, Fold(Read(left) ^ Secret1, Read(left[^WordBytes..]) ^ state));
    }

    /// <summary>Hash of a number.</summary>
    public static ulong Of(long number) => Fold((ulong)number ^ Secret0, Secret1);

    private static ulong Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ulong>(bytes);

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
