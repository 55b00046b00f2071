using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rote.Caching;

/// <summary>Vectors of numbers as little-endian bytes.</summary>
internal static class VectorBytes
{
    public static void Write<T>(ReadOnlySpan<T> values, IBufferWriter<byte> target)
        where T : unmanaged
    {
        if (values.IsEmpty)
        {
            return;
        }

        int size = checked(values.Length * Unsafe.SizeOf<T>());
        Span<byte> bytes = target.GetSpan(size)[..size];
        MemoryMarshal.AsBytes(values).CopyTo(bytes);
        FixOrder<T>(bytes);
        target.Advance(size);
    }

    public static T[] Read<T>(ReadOnlySpan<byte> source)
        where T : unmanaged
    {
        if (source.Length % Unsafe.SizeOf<T>() != 0)
        {
            throw new FormatException($"{source.Length} bytes are no vector of {typeof(T).Name}.");
        }

        if (source.IsEmpty)
        {
            return [];
        }

        T[] values = GC.AllocateUninitializedArray<T>(source.Length / Unsafe.SizeOf<T>());
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        source.CopyTo(bytes);
        FixOrder<T>(bytes);
        return values;
    }

    private static void FixOrder<T>(Span<byte> bytes)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            return;
        }

        for (int i = 0; i < bytes.Length; i += Unsafe.SizeOf<T>())
        {
            bytes.Slice(i, Unsafe.SizeOf<T>()).Reverse();
        }
    }
}
