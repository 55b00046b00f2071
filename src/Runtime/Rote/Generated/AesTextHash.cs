using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using AesRound = System.Runtime.Intrinsics.X86.Aes;

namespace Rote.Generated;

/// <summary>
/// The hash of texts where the processor has AES rounds: two of them for each 16 bytes, and three at the end, under secret keys.
/// </summary>
/// <remarks>
/// <para>
/// Blocks of a group of four go through two rounds each, under keys of their own, and are added up; groups are chained. Two
/// rounds under unknown keys let no difference of inputs cancel another one with a chance above 2⁻²⁸ (Keliher and Sui, "Exact
/// maximum expected differential and linear probability for two-round AES", 2007), so texts cannot be chosen to meet without
/// knowing the keys.
/// </para>
/// <para>
/// The result is half of the last state. Behind two rounds each half would depend on half of the bytes only of what came in
/// between, so that all texts that differ in four certain places had one of 2¹⁶ hashes; behind three it depends on all. The
/// length goes in before the last two, where a text cannot cancel it.
/// </para>
/// <para>Thread-safe; no allocation. Where there are no AES rounds, <see cref="KeyHash"/> multiplies instead.</para>
/// </remarks>
internal static class AesTextHash
{
    private const int Block = 16;
    private const int Group = 4 * Block;

    private static readonly Vector128<byte> KeyA0 = Draw();
    private static readonly Vector128<byte> KeyA1 = Draw();
    private static readonly Vector128<byte> KeyB0 = Draw();
    private static readonly Vector128<byte> KeyB1 = Draw();
    private static readonly Vector128<byte> KeyC0 = Draw();
    private static readonly Vector128<byte> KeyC1 = Draw();
    private static readonly Vector128<byte> KeyD0 = Draw();
    private static readonly Vector128<byte> KeyD1 = Draw();
    private static readonly Vector128<byte> Key0 = Draw();
    private static readonly Vector128<byte> Key1 = Draw();
    private static readonly Vector128<byte> Key2 = Draw();
    private static readonly Vector128<byte> Key3 = Draw();

    public static bool IsSupported => AesRound.IsSupported;

    /// <summary>Hash of bytes; linear in their number.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes) => Of(ref MemoryMarshal.GetReference(bytes), bytes.Length);

    /// <summary>Hash of a text: of its code units, as they are in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(string text)
        => Of(ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan())), (nint)text.Length * sizeof(char));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Of(ref byte at, nint length)
    {
        nint left = length;
        Vector128<byte> last;
        if (left <= Block)
        {
            last = Short(ref at, left);
        }
        else
        {
            Vector128<byte> sum = Vector128<byte>.Zero;
            for (; left > Group; left -= Group)
            {
                sum = Mix(Read(ref at, 0) ^ sum, KeyA0, KeyA1)
                    ^ Mix(Read(ref at, Block), KeyB0, KeyB1)
                    ^ Mix(Read(ref at, 2 * Block), KeyC0, KeyC1)
                    ^ Mix(Read(ref at, 3 * Block), KeyD0, KeyD1);
                at = ref Unsafe.AddByteOffset(ref at, Group);
            }

            last = Tail(ref at, left) ^ sum;
        }

        // The length behind the first round: no text can make up for it.
        Vector128<byte> state = AesRound.Encrypt(last ^ Key0, Key1 ^ Vector128.CreateScalar((long)length).AsByte());
        return AesRound.Encrypt(AesRound.Encrypt(state, Key2), Key3).AsUInt64().ToScalar();
    }

    /// <summary>
    /// 17 to 64 bytes, or 1 to 64 behind a group: full blocks first, then the last 16 bytes, which may overlap them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Tail(ref byte at, nint left)
    {
        Vector128<byte> sum = Read(ref at, left - Block);
        if (left > Block)
        {
            sum ^= Mix(Read(ref at, 0), KeyB0, KeyB1);
        }

        if (left > 2 * Block)
        {
            sum ^= Mix(Read(ref at, Block), KeyC0, KeyC1);
        }

        if (left > 3 * Block)
        {
            sum ^= Mix(Read(ref at, 2 * Block), KeyD0, KeyD1);
        }

        return sum;
    }

    /// <summary>At most 16 bytes as one block, from two words that may overlap. Texts have an even number of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Short(ref byte at, nint length)
    {
        if (length >= sizeof(ulong))
        {
            return Vector128.Create(
                Unsafe.ReadUnaligned<ulong>(ref at),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref at, length - sizeof(ulong)))).AsByte();
        }

        if (length >= sizeof(uint))
        {
            return Vector128.Create(
                Unsafe.ReadUnaligned<uint>(ref at),
                (ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref at, length - sizeof(uint)))).AsByte();
        }

        return length == 0 ? Vector128<byte>.Zero : Vector128.CreateScalar((ulong)Unsafe.ReadUnaligned<ushort>(ref at)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Mix(Vector128<byte> block, Vector128<byte> before, Vector128<byte> between)
        => AesRound.Encrypt(AesRound.Encrypt(block ^ before, between), Vector128<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Read(ref byte at, nint offset)
        => Unsafe.ReadUnaligned<Vector128<byte>>(ref Unsafe.AddByteOffset(ref at, offset));

    private static Vector128<byte> Draw()
    {
        Span<byte> bytes = stackalloc byte[Vector128<byte>.Count];
        RandomNumberGenerator.Fill(bytes);
        return Vector128.Create<byte>(bytes);
    }
}
