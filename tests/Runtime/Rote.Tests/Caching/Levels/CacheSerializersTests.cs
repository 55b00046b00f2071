using System.Buffers;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

public sealed class CacheSerializersTests
{
    private readonly CacheSerializers _serializers = new();

    [Fact]
    public void Find_SimpleTypes_GiveBackEveryBit()
    {
        Exact([true, false]);
        Exact(['\0', '\uD800', '\uFFFF']);
        Exact([sbyte.MinValue, (sbyte)-1, sbyte.MaxValue]);
        Exact([byte.MinValue, byte.MaxValue]);
        Exact([short.MinValue, short.MaxValue]);
        Exact([ushort.MinValue, ushort.MaxValue]);
        Exact([int.MinValue, -1, int.MaxValue]);
        Exact([uint.MinValue, uint.MaxValue]);
        Exact([long.MinValue, -1, long.MaxValue]);
        Exact([ulong.MinValue, ulong.MaxValue]);
        Exact([Int128.MinValue, Int128.MaxValue]);
        Exact([UInt128.MinValue, UInt128.MaxValue]);
        Exact([Guid.Empty, new Guid("00112233-4455-6677-8899-aabbccddeeff")]);
        Exact([TimeSpan.MinValue, TimeSpan.MaxValue]);
        Exact([DateOnly.MinValue, DateOnly.MaxValue]);
        Exact([TimeOnly.MinValue, TimeOnly.MaxValue]);
        Exact<int?>([int.MinValue, 5]);
        Exact<Guid?>([Guid.Empty]);
    }

    [Fact]
    public void Find_TypesWithEqualButDifferentValues_KeepTheDifference()
    {
        Exact([0.0, -0.0, double.NaN, BitConverter.Int64BitsToDouble(-1), double.Epsilon], BitConverter.DoubleToInt64Bits);
        Exact([0.0f, -0.0f, float.NaN, BitConverter.Int32BitsToSingle(-1)], value => BitConverter.SingleToInt32Bits(value));
        Exact([1.0m, 1.00m, decimal.MinValue, -0.0m], value => string.Join(',', decimal.GetBits(value)));
        Exact(
            [DateTime.MinValue, new DateTime(5, DateTimeKind.Utc), new DateTime(5, DateTimeKind.Local), DateTime.MaxValue],
            value => (value.Ticks, value.Kind));
        Exact(
            [DateTimeOffset.MinValue, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(-330))],
            value => (value.Ticks, value.Offset));
    }

    [Fact]
    public void Find_Texts_SurviveUnitByUnit()
        => Exact(["", "plain", "é", "\uD800", "\uDC00a\uD800", "\uD83D\uDE00", "\0", new string('x', 10_000)]);

    [Fact]
    public void Find_Vectors_AreBinaryAndLittleEndian()
    {
        Assert.Equal<byte>([1, 0, 0, 0, 255, 255, 255, 255], Bytes<int[]>([1, -1]));
        Assert.Equal<byte>([0, 0, 128, 63], Bytes(new ReadOnlyMemory<float>([1f])));
        Exact<float[]>([[], [1, float.NaN, -0f]]);
        Exact<double[]>([[], [1, double.NaN, -0.0]]);
        Exact<long[]>([[], [long.MinValue]]);
        Exact<byte[]>([[], [0, 255]]);
        Exact(
            [new ReadOnlyMemory<float>([1, 2, 3])[1..], ReadOnlyMemory<float>.Empty],
            value => string.Join(',', value.ToArray()));
        Exact([new ReadOnlyMemory<byte>([1, 2])], value => Convert.ToHexString(value.Span));
    }

    [Fact]
    public void Deserialize_BytesOfTheWrongSize_Throws()
    {
        Assert.Throws<FormatException>(() => _serializers.Find<int>()!.Deserialize([1, 2, 3]));
        Assert.Throws<FormatException>(() => _serializers.Find<float[]>()!.Deserialize([1, 2, 3]));
        Assert.Throws<FormatException>(() => _serializers.Find<bool>()!.Deserialize([2]));
        Assert.Throws<FormatException>(() => _serializers.Find<string>()!.Deserialize([]));
        Assert.Throws<FormatException>(() => _serializers.Find<string>()!.Deserialize([2, 65]));
        Assert.Throws<FormatException>(() => _serializers.Find<string>()!.Deserialize([1, 200]));
    }

    [Fact]
    public void Find_TypeOfAContext_IsJsonByItsOptions()
    {
        _serializers.Json = MoodContext.Default;
        var mood = new Mood("blue", [1, 2], new Mood("red", [], null));

        byte[] bytes = Bytes(mood);

        Assert.StartsWith("{\"name\":\"blue\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Mood read = _serializers.Find<Mood>()!.Deserialize(bytes);
        Assert.Equal(Bytes(mood), Bytes(read));
        Assert.Null(_serializers.Find<StringBuilder>());
        _serializers.Json = JsonTypeInfoResolver.Combine(MoodContext.Default);
        Assert.Equal(["a"], _serializers.Find<List<string>>()!.Deserialize("[\"a\"]"u8));
    }

    [Fact]
    public void Find_AddedSerializer_GoesFirst()
    {
        _serializers.Add(new Upper());

        Assert.Equal("A", Encoding.UTF8.GetString(Bytes("a")));
    }

    [Fact]
    public void Snapshot_LaterChanges_DoNotReachTheCopy()
    {
        var options = new RoteOptions();
        RoteOptions copy = options.Snapshot();

        options.Serializers.Add(new Upper());
        options.Serializers.Json = MoodContext.Default;

        Assert.IsNotType<Upper>(copy.Serializers.Find<string>());
        Assert.Null(copy.Serializers.Find<Mood>());
    }

    [Fact]
    public void Open_NoSerializer_NamesRegionTypeAndRemedies()
    {
        using var gate = new LevelGate(new MemoryLevel(), "IService", new RoteOptions());

        var error = Assert.Throws<RoteSerializerException>(
            () => gate.Open<LevelFixture.Key, Mood>("moods", static (in _, ref _) => { }, _serializers));

        Assert.Contains("'moods'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Mood", error.Message, StringComparison.Ordinal);
        Assert.Contains("Serializers.Add", error.Message, StringComparison.Ordinal);
        Assert.Contains("Serializers.Json", error.Message, StringComparison.Ordinal);
    }

    private void Exact<T>(T[] values) => Exact(values, value => value);

    private void Exact<T, TBits>(T[] values, Func<T, TBits> bits)
        => Assert.All(values, value => Assert.Equal(bits(value), bits(_serializers.Find<T>()!.Deserialize(Bytes(value)))));

    private byte[] Bytes<T>(T value)
    {
        var target = new ArrayBufferWriter<byte>();
        _serializers.Find<T>()!.Serialize(value, target);
        return target.WrittenSpan.ToArray();
    }

    private sealed class Upper : IValueSerializer<string>
    {
        public void Serialize(string value, IBufferWriter<byte> target)
            => target.Write(Encoding.UTF8.GetBytes(value.ToUpperInvariant()));

        public string Deserialize(ReadOnlySpan<byte> source) => Encoding.UTF8.GetString(source);
    }
}
