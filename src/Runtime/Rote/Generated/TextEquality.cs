using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rote.Generated;

/// <summary>Ordinal equality of the texts of two keys that are probably equal, as they have the same hash code.</summary>
/// <remarks>
/// Thread-safe; no allocation, and no call: a call in the middle of a hit would cost it the registers that hold everything else.
/// So it looks at a whole text without a branch for each part, where <see cref="string.Equals(string, string)"/> is made to leave
/// early.
/// </remarks>
public static class TextEquality
{
    /// <summary>Whether two texts are equal; time linear in their length, unless they are the same object.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether both are <see langword="null"/>, or have the same code units.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(string? left, string? right)
        => (object?)left == right
            || (left is not null && right is not null && left.Length == right.Length
                && AreEqual(ref BytesOf(left), ref BytesOf(right), (nint)left.Length * sizeof(char)));

    /// <summary>Whether so many bytes are equal; their number is even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AreEqual(ref byte left, ref byte right, nint length)
    {
        if (length > Vector256<byte>.Count)
        {
            // The last ones first; they may overlap what is before them.
            nint end = length - Vector256<byte>.Count;
            Vector256<byte> difference = DifferenceOf32(ref left, ref right, end);
            for (nint at = 0; at < end; at += Vector256<byte>.Count)
            {
                difference |= DifferenceOf32(ref left, ref right, at);
            }

            return difference == Vector256<byte>.Zero;
        }

        if (length >= Vector128<byte>.Count)
        {
            return (DifferenceOf16(ref left, ref right, 0) | DifferenceOf16(ref left, ref right, length - Vector128<byte>.Count))
                == Vector128<byte>.Zero;
        }

        if (length >= sizeof(ulong))
        {
            return ((Read<ulong>(ref left, 0) ^ Read<ulong>(ref right, 0))
                | (Read<ulong>(ref left, length - sizeof(ulong)) ^ Read<ulong>(ref right, length - sizeof(ulong)))) == 0;
        }

        if (length >= sizeof(uint))
        {
            return ((Read<uint>(ref left, 0) ^ Read<uint>(ref right, 0))
                | (Read<uint>(ref left, length - sizeof(uint)) ^ Read<uint>(ref right, length - sizeof(uint)))) == 0;
        }

        return length == 0 || Read<ushort>(ref left, 0) == Read<ushort>(ref right, 0);
    }

    private static ref byte BytesOf(string text) => ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> DifferenceOf32(ref byte left, ref byte right, nint at)
        => Read<Vector256<byte>>(ref left, at) ^ Read<Vector256<byte>>(ref right, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> DifferenceOf16(ref byte left, ref byte right, nint at)
        => Read<Vector128<byte>>(ref left, at) ^ Read<Vector128<byte>>(ref right, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Read<T>(ref byte from, nint at) => Unsafe.ReadUnaligned<T>(ref Unsafe.AddByteOffset(ref from, at));
}
