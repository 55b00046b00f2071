using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Rote.Paging;

/// <summary>Writes and reads the values that positions are made of.</summary>
/// <typeparam name="T">One of the supported types; which one is known to the compiler that makes the code.</typeparam>
internal static class CursorValue<T>
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The type as one byte, which a cursor is bound to; 0 where the type is not supported.</summary>
    public static byte Code { get; } = CodeOf();

    /// <summary>Bytes that a value takes.</summary>
    public static int SizeOf(T value)
        => value is string text ? sizeof(ushort) + StrictUtf8.GetByteCount(text) : FixedSize;

    private static int FixedSize => Code switch
    {
        2 => sizeof(int),
        3 or 4 => sizeof(long),
        5 or 6 => 16,
        7 => sizeof(long) + 1,
        8 => sizeof(long) + sizeof(short),
        _ => throw new UnreachableException("The codec has checked the type."),
    };

    /// <summary>Writes a value, and says how many bytes it took.</summary>
    public static int Write(T value, Span<byte> target)
    {
        switch (value)
        {
            case string text:
                int count = StrictUtf8.GetBytes(text, target[sizeof(ushort)..]);
                BinaryPrimitives.WriteUInt16LittleEndian(target, checked((ushort)count));
                return sizeof(ushort) + count;
            case int number:
                BinaryPrimitives.WriteInt32LittleEndian(target, number);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(target, number);
                break;
            case double number:
                BinaryPrimitives.WriteDoubleLittleEndian(target, number);
                break;
            case decimal number:
                WriteDecimal(number, target);
                break;
            case Guid id:
                id.TryWriteBytes(target);
                break;
            case DateTime time:
                BinaryPrimitives.WriteInt64LittleEndian(target, time.Ticks);
                target[sizeof(long)] = (byte)time.Kind;
                break;
            case DateTimeOffset time:
                BinaryPrimitives.WriteInt64LittleEndian(target, time.Ticks);
                BinaryPrimitives.WriteInt16LittleEndian(target[sizeof(long)..], (short)time.Offset.TotalMinutes);
                break;
        }

        return FixedSize;
    }

    /// <summary>
    /// Reads a value that has been authenticated, and says how many bytes it took; 0 where it does not fit into what is left.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> source, out T value)
    {
        value = default!;
        if (Code != 1)
        {
            if (source.Length < FixedSize)
            {
                return 0;
            }

            value = (T)ReadFixed(source);
            return FixedSize;
        }

        if (source.Length < sizeof(ushort) || source.Length < sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(source))
        {
            return 0;
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(source);
        value = (T)(object)StrictUtf8.GetString(source.Slice(sizeof(ushort), count));
        return sizeof(ushort) + count;
    }

    private static object ReadFixed(ReadOnlySpan<byte> source) => Code switch
    {
        2 => BinaryPrimitives.ReadInt32LittleEndian(source),
        3 => BinaryPrimitives.ReadInt64LittleEndian(source),
        4 => BinaryPrimitives.ReadDoubleLittleEndian(source),
        5 => ReadDecimal(source),
        6 => new Guid(source[..16]),
        7 => new DateTime(BinaryPrimitives.ReadInt64LittleEndian(source), (DateTimeKind)source[sizeof(long)]),
        _ => new DateTimeOffset(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(source[sizeof(long)..]))),
    };

    private static void WriteDecimal(decimal number, Span<byte> target)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        for (int i = 0; i < bits.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target[(i * sizeof(int))..], bits[i]);
        }
    }

    private static decimal ReadDecimal(ReadOnlySpan<byte> source)
    {
        Span<int> bits = stackalloc int[4];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(source[(i * sizeof(int))..]);
        }

        return new decimal(bits);
    }

    private static byte CodeOf()
        => typeof(T) == typeof(string) ? (byte)1
            : typeof(T) == typeof(int) ? (byte)2
            : typeof(T) == typeof(long) ? (byte)3
            : typeof(T) == typeof(double) ? (byte)4
            : typeof(T) == typeof(decimal) ? (byte)5
            : typeof(T) == typeof(Guid) ? (byte)6
            : typeof(T) == typeof(DateTime) ? (byte)7
            : typeof(T) == typeof(DateTimeOffset) ? (byte)8
            : (byte)0;
}
