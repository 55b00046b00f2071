using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Numerics;

namespace Rote.Caching;

/// <summary>The serializers that need no registration. All are little-endian and give back what they got, bit by bit.</summary>
internal static class BuiltInSerializers
{
    public static FrozenDictionary<Type, object> All { get; } = Build();

    private static FrozenDictionary<Type, object> Build()
    {
        var all = new Dictionary<Type, object> { [typeof(string)] = new StringSerializer() };
        AddNumbers(all);
        AddTimes(all);
        AddVectors<byte>(all);
        AddVectors<int>(all);
        AddVectors<long>(all);
        AddVectors<float>(all);
        AddVectors<double>(all);
        return all.ToFrozenDictionary();
    }

    private static void AddNumbers(Dictionary<Type, object> all)
    {
        AddFixed(all, sizeof(bool), static (value, target) => target[0] = value ? (byte)1 : (byte)0, ReadBool);
        AddInteger<char>(all);
        AddInteger<sbyte>(all);
        AddInteger<byte>(all);
        AddInteger<short>(all);
        AddInteger<ushort>(all);
        AddInteger<int>(all);
        AddInteger<uint>(all);
        AddInteger<long>(all);
        AddInteger<ulong>(all);
        AddInteger<Int128>(all);
        AddInteger<UInt128>(all);
        AddFixed(
            all,
            sizeof(float),
            static (value, target) => BinaryPrimitives.WriteSingleLittleEndian(target, value),
            BinaryPrimitives.ReadSingleLittleEndian);
        AddFixed(
            all,
            sizeof(double),
            static (value, target) => BinaryPrimitives.WriteDoubleLittleEndian(target, value),
            BinaryPrimitives.ReadDoubleLittleEndian);
        AddFixed(all, sizeof(decimal), WriteDecimal, ReadDecimal);
        AddFixed(all, 16, static (value, target) => value.TryWriteBytes(target), static source => new Guid(source));
    }

    private static void AddTimes(Dictionary<Type, object> all)
    {
        AddFixed(
            all,
            sizeof(long),
            static (value, target) => BinaryPrimitives.WriteInt64LittleEndian(target, value.Ticks),
            static source => new TimeSpan(BinaryPrimitives.ReadInt64LittleEndian(source)));
        AddFixed(
            all,
            sizeof(int),
            static (value, target) => BinaryPrimitives.WriteInt32LittleEndian(target, value.DayNumber),
            static source => DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(source)));
        AddFixed(
            all,
            sizeof(long),
            static (value, target) => BinaryPrimitives.WriteInt64LittleEndian(target, value.Ticks),
            static source => new TimeOnly(BinaryPrimitives.ReadInt64LittleEndian(source)));
        AddFixed(all, sizeof(long) + 1, WriteDateTime, ReadDateTime);
        AddFixed(all, sizeof(long) + sizeof(short), WriteDateTimeOffset, ReadDateTimeOffset);
    }

    private static void AddInteger<T>(Dictionary<Type, object> all)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
        => AddFixed(
            all,
            T.Zero.GetByteCount(),
            static (value, target) => value.WriteLittleEndian(target),
            static source => T.ReadLittleEndian(source, isUnsigned: T.MinValue == T.Zero));

    private static void AddFixed<T>(
        Dictionary<Type, object> all, int sizeBytes, Action<T, Span<byte>> write, Func<ReadOnlySpan<byte>, T> read)
        where T : struct
    {
        var serializer = new FixedSizeSerializer<T>(sizeBytes, write, read);
        all.Add(typeof(T), serializer);
        all.Add(typeof(T?), new NullableSerializer<T>(serializer));
    }

    private static void AddVectors<T>(Dictionary<Type, object> all)
        where T : unmanaged
    {
        all.Add(typeof(T[]), new ArraySerializer<T>());
        all.Add(typeof(ReadOnlyMemory<T>), new MemorySerializer<T>());
    }

    private static bool ReadBool(ReadOnlySpan<byte> source)
        => source[0] switch
        {
            0 => false,
            1 => true,
            byte other => throw new FormatException($"The byte {other} is no truth value."),
        };

    private static void WriteDecimal(decimal value, Span<byte> target)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
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

    /// <summary>Ticks and kind, not <c>ToBinary</c>: that form reads local times by the reader's time zone.</summary>
    private static void WriteDateTime(DateTime value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, value.Ticks);
        target[sizeof(long)] = (byte)value.Kind;
    }

    private static DateTime ReadDateTime(ReadOnlySpan<byte> source)
        => new(BinaryPrimitives.ReadInt64LittleEndian(source), (DateTimeKind)source[sizeof(long)]);

    private static void WriteDateTimeOffset(DateTimeOffset value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, value.Ticks);
        BinaryPrimitives.WriteInt16LittleEndian(target[sizeof(long)..], (short)value.TotalOffsetMinutes);
    }

    private static DateTimeOffset ReadDateTimeOffset(ReadOnlySpan<byte> source)
        => new(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            TimeSpan.FromMinutes(BinaryPrimitives.ReadInt16LittleEndian(source[sizeof(long)..])));
}
