using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Rote.Generated;

/// <summary>
/// The hash of generated keys, under secrets drawn at the start of the process: AES rounds for texts where the processor has
/// them, folded 64×64→128-bit multiplication for everything else, after wyhash (Wang Yi, 2019) and foldhash (Orson Peters, 2024).
/// </summary>
/// <remarks>
/// Thread-safe; no allocation; linear in the length of texts. Hashes differ between processes: never keep one.
/// Who does not know the secrets cannot choose texts that meet more often than random ones.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720", Justification = "The names of the hashed types are the point.")]
public static class KeyHash
{
    private static readonly ulong Secret0 = Draw();
    private static readonly ulong Secret1 = Draw();
    private static readonly ulong Secret2 = Draw();
    private static readonly ulong Secret3 = Draw();

    /// <summary>
    /// A secret of its own: one that hashes are mixed with would cancel itself, and all that it is combined with.
    /// </summary>
    private static readonly ulong HashOfNull = Draw();

    /// <summary>Hash of a text.</summary>
    /// <param name="text">The text; <see langword="null"/> and the empty text differ.</param>
    /// <returns>64 well-mixed bits.</returns>
    public static ulong Of(string? text)
    {
        if (text is null)
        {
            return HashOfNull;
        }

        return AesTextHash.IsSupported ? AesTextHash.Of(text) : Multiply(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    /// <summary>Hash of a number, or of anything that fits in one.</summary>
    /// <param name="number">The number.</param>
    /// <returns>64 well-mixed bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(long number) => Fold((ulong)number ^ Secret0, Secret1);

    /// <summary>Hash of a value by its own <see cref="object.GetHashCode"/>, mixed.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>64 bits, as good as the type's own hash.</returns>
    public static ulong Of<T>(T value)
    {
        // Decided when the method is compiled for the type. The own hash codes of these fold their bits without a secret.
        if (typeof(T) == typeof(Guid) || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128))
        {
            return OfTwoWords(Unsafe.As<T, Words>(ref value));
        }

        if (typeof(T) == typeof(Guid?))
        {
            ref Guid? guid = ref Unsafe.As<T, Guid?>(ref value);
            return guid is null ? Of((string?)null) : Of(guid.GetValueOrDefault());
        }

        if (typeof(T) == typeof(long?) || typeof(T) == typeof(ulong?))
        {
            ref long? number = ref Unsafe.As<T, long?>(ref value);
            return number is null ? Of((string?)null) : Of(number.GetValueOrDefault());
        }

        if (typeof(T) == typeof(DateTime) || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(DateTimeOffset)
            || typeof(T) == typeof(TimeOnly) || typeof(T) == typeof(double) || typeof(T) == typeof(decimal))
        {
            return OfMoment(value);
        }

        return Of(value is null ? 0L : EqualityComparer<T>.Default.GetHashCode(value));
    }

    /// <summary>Hash of a sequence of two, from theirs; their order matters.</summary>
    /// <param name="first">Hash of the first.</param>
    /// <param name="second">Hash of the second.</param>
    /// <returns>64 well-mixed bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong first, ulong second) => Fold(first ^ Secret2, second ^ Secret3);

    /// <summary>The hash code of a key from the hash of its parts.</summary>
    /// <param name="hash">The hash.</param>
    /// <returns>32 bits of it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToHashCode(ulong hash) => (int)(hash ^ (hash >> 32));

    /// <summary>The hash of texts where there are no AES rounds.</summary>
    internal static ulong Multiply(ReadOnlySpan<byte> bytes)
    {
        ref byte at = ref MemoryMarshal.GetReference(bytes);
        nint left = bytes.Length;
        ulong state = Secret0;
        if (left > 32)
        {
            // Two lanes: multiplications that do not wait for each other.
            ulong lane = Secret3;
            do
            {
                state = Fold(Read(ref at, 0) ^ Secret1, Read(ref at, 8) ^ state);
                lane = Fold(Read(ref at, 16) ^ Secret2, Read(ref at, 24) ^ lane);
                at = ref Unsafe.AddByteOffset(ref at, 32);
                left -= 32;
            }
            while (left > 32);

            state ^= lane;
        }

        if (left > 16)
        {
            state = Fold(Read(ref at, 0) ^ Secret1, Read(ref at, 8) ^ state);
            at = ref Unsafe.AddByteOffset(ref at, 16);
            left -= 16;
        }

        // The rest, at most 16 bytes, as two words that may overlap; texts have an even number of bytes.
        ulong low = 0;
        ulong high = 0;
        if (left >= 8)
        {
            low = Read(ref at, 0);
            high = Read(ref at, left - 8);
        }
        else if (left >= 4)
        {
            low = Unsafe.ReadUnaligned<uint>(ref at);
            high = Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref at, left - 4));
        }
        else if (left > 0)
        {
            low = Unsafe.ReadUnaligned<ushort>(ref at);
        }

        // The length by a multiplication of its own: next to the words, which may overlap, a text could make up for it.
        return Fold(Fold(low ^ Secret1, high ^ state), Secret2 ^ (ulong)bytes.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte at, nint offset)
        => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref at, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        // Two multiplications side by side: one that gives both halves gives the lower one through memory.
        ulong high = Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _);
        return high ^ unchecked(left * right);
    }

    /// <summary>Types of more than 32 bits whose equality is not that of their bits.</summary>
    private static ulong OfMoment<T>(T value)
    {
        if (typeof(T) == typeof(DateTime))
        {
            return Of(Unsafe.As<T, DateTime>(ref value).Ticks);
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            return Of(Unsafe.As<T, DateTimeOffset>(ref value).UtcTicks);
        }

        if (typeof(T) == typeof(double))
        {
            // Zero has two representations, and what is no number has many.
            double number = Unsafe.As<T, double>(ref value);
            return Of(double.IsNaN(number) ? 1L : number == 0 ? 0L : BitConverter.DoubleToInt64Bits(number));
        }

        if (typeof(T) == typeof(decimal))
        {
            // Divided by one with as many digits as there are: trailing zeros go.
            decimal number = Unsafe.As<T, decimal>(ref value) / 1.0000000000000000000000000000m;
            return OfTwoWords(Unsafe.As<decimal, Words>(ref number));
        }

        return Of(Unsafe.As<T, long>(ref value));
    }

    private static ulong OfTwoWords(Words words) => Fold(words.First ^ Secret0, words.Second ^ Secret1);

    /// <summary>A secret; odd, so that it is never zero.</summary>
    private static ulong Draw()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return MemoryMarshal.Read<ulong>(bytes) | 1;
    }

    /// <summary>Sixteen bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Words
    {
        public readonly ulong First;
        public readonly ulong Second;
    }
}
