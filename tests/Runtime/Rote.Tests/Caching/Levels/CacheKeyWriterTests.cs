using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

public sealed class CacheKeyWriterTests
{
    private const string TuplesVariable = "ROTE_KEY_TUPLES";
    private const int UsualTuples = 1_000_000;

    private delegate void Write(ref CacheKeyWriter writer);

    [Fact]
    public void Add_RandomAndAdversarialTuples_NeverCollide()
    {
        int count = int.Parse(
            Environment.GetEnvironmentVariable(TuplesVariable) ?? $"{UsualTuples}", CultureInfo.InvariantCulture);
        var random = new Random(20260101);
        var seen = new Dictionary<UInt128, UInt128>(count);
        var structure = new TupleStructure();
        for (int i = 0; i < count; i++)
        {
            var writer = default(CacheKeyWriter);
            structure.Clear();
            int parts = random.Next(1, 6);
            for (int part = 0; part < parts; part++)
            {
                AdversarialParts.AddOne(random, ref writer, structure);
            }

            UInt128 text = Hash(MemoryMarshal.AsBytes(writer.Text));
            UInt128 tuple = Hash(structure.Bytes);
            writer.Dispose();

            // One text stands for one tuple. (Two tuples of one text is the collision that is looked for.)
            ref UInt128 first = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, text, out bool known)!;
            Assert.True(!known || first == tuple, $"Tuple {i} collides.");
            first = tuple;
        }

        Assert.InRange(seen.Count, count / 2, count);
    }

    [Fact]
    public void Add_SwappedBoundaries_AreDifferent()
    {
        string[] texts =
        [
            Text((ref writer) => { writer.Add("a"); writer.Add("b:c"); }),
            Text((ref writer) => { writer.Add("a:b"); writer.Add("c"); }),
            Text((ref writer) => writer.Add("a:b:c")),
            Text((ref writer) => { writer.Add("1:a"); writer.Add(""); }),
            Text((ref writer) => { writer.Add(""); writer.Add("1:a"); }),
            Text((ref writer) => { writer.Add(""); writer.Add((string?)null); }),
            Text((ref writer) => { writer.Add((string?)null); writer.Add(""); }),
            Text((ref writer) => { writer.Add(1); writer.Add(23); }),
            Text((ref writer) => { writer.Add(12); writer.Add(3); }),
            Text((ref writer) => writer.Add(123)),
            Text((ref writer) => writer.Add(123L)),
            Text((ref writer) => writer.Add("123")),
            Text((ref writer) => writer.Add("i123;")),
            Text((ref writer) => writer.Add("\uD800")),
            Text((ref writer) => writer.Add("\uD801")),
            Text((ref writer) => writer.Add("\uFFFD")),
            Text((ref writer) => writer.Add('\uD800')),
        ];

        Assert.Equal(texts.Length, texts.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Add_PartsEqualToTheClr_GiveEqualTexts()
    {
        var instant = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        (Write One, Write Other)[] pairs =
        [
            ((ref writer) => writer.Add(0.0), (ref writer) => writer.Add(-0.0)),
            ((ref writer) => writer.Add(0.0f), (ref writer) => writer.Add(-0.0f)),
            ((ref writer) => writer.Add(double.NaN), (ref writer) => writer.Add(BitConverter.Int64BitsToDouble(-1))),
            ((ref writer) => writer.Add(float.NaN), (ref writer) => writer.Add(BitConverter.Int32BitsToSingle(-1))),
            ((ref writer) => writer.Add(1.0m), (ref writer) => writer.Add(1.00m)),
            ((ref writer) => writer.Add(0.000m), (ref writer) => writer.Add(-0m)),
            ((ref writer) => writer.Add(100m), (ref writer) => writer.Add(100.0000000000000000000000000m)),
            ((ref writer) => writer.Add(instant), (ref writer) => writer.Add(instant.ToOffset(TimeSpan.FromHours(5)))),
            ((ref writer) => writer.Add(new DateTime(5, DateTimeKind.Utc)), (ref writer) => writer.Add(new DateTime(5))),
            ((ref writer) => writer.Add((int?)7), (ref writer) => writer.Add(7)),
        ];

        Assert.All(pairs, pair => Assert.Equal(Text(pair.One), Text(pair.Other)));
    }

    [Fact]
    public void Add_DecimalsThatDiffer_GiveDifferentTexts()
    {
        decimal[] values =
        [
            0m, 1m, -1m, 10m, 0.1m, 1.1m, 100m, decimal.MaxValue, decimal.MinValue, decimal.MaxValue / 10,
            0.0000000000000000000000000001m,
        ];

        Assert.Equal(values.Length, values.Select(value => Text((ref writer) => writer.Add(value))).Distinct().Count());
    }

    [Fact]
    public void Add_EveryType_TellsNullFromItsValues()
    {
        (Write Null, Write Value)[] pairs =
        [
            ((ref writer) => writer.Add((bool?)null), (ref writer) => writer.Add((bool?)false)),
            ((ref writer) => writer.Add((char?)null), (ref writer) => writer.Add((char?)'~')),
            ((ref writer) => writer.Add((sbyte?)null), (ref writer) => writer.Add((sbyte?)0)),
            ((ref writer) => writer.Add((byte?)null), (ref writer) => writer.Add((byte?)0)),
            ((ref writer) => writer.Add((short?)null), (ref writer) => writer.Add((short?)0)),
            ((ref writer) => writer.Add((ushort?)null), (ref writer) => writer.Add((ushort?)0)),
            ((ref writer) => writer.Add((int?)null), (ref writer) => writer.Add((int?)0)),
            ((ref writer) => writer.Add((uint?)null), (ref writer) => writer.Add((uint?)0)),
            ((ref writer) => writer.Add((long?)null), (ref writer) => writer.Add((long?)0)),
            ((ref writer) => writer.Add((ulong?)null), (ref writer) => writer.Add((ulong?)0)),
            ((ref writer) => writer.Add((nint?)null), (ref writer) => writer.Add((nint?)0)),
            ((ref writer) => writer.Add((nuint?)null), (ref writer) => writer.Add((nuint?)0)),
            ((ref writer) => writer.Add((float?)null), (ref writer) => writer.Add((float?)0)),
            ((ref writer) => writer.Add((double?)null), (ref writer) => writer.Add((double?)0)),
            ((ref writer) => writer.Add((decimal?)null), (ref writer) => writer.Add((decimal?)0)),
            ((ref writer) => writer.Add((Guid?)null), (ref writer) => writer.Add((Guid?)Guid.Empty)),
            ((ref writer) => writer.Add((DateTime?)null), (ref writer) => writer.Add((DateTime?)default(DateTime))),
            ((ref writer) => writer.Add((DateTimeOffset?)null), (ref writer) => writer.Add(default(DateTimeOffset))),
            ((ref writer) => writer.Add((DateOnly?)null), (ref writer) => writer.Add((DateOnly?)default(DateOnly))),
            ((ref writer) => writer.Add((TimeOnly?)null), (ref writer) => writer.Add((TimeOnly?)default(TimeOnly))),
            ((ref writer) => writer.Add((TimeSpan?)null), (ref writer) => writer.Add((TimeSpan?)default(TimeSpan))),
            ((ref writer) => writer.Add((string?)null), (ref writer) => writer.Add("~")),
        ];
        string[] texts = [.. pairs.SelectMany(pair => new[] { Text(pair.Null), Text(pair.Value) })];

        Assert.Equal(texts.Length, texts.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Add_LongTexts_GrowTheBuffer()
    {
        string part = new('x', 100_000);

        string text = Text((ref writer) => { writer.Add(part); writer.Add(part); });

        Assert.Equal($"s100000:{part}s100000:{part}", text);
    }

    [Fact]
    public void From_LongOrUnplainText_IsHashedAndKeptWhole()
    {
        string[] texts = [new('a', LevelKey.MaxLength + 1), "a b", "a\0", "a\uD800", "\uDC00\uD800", "tab\t", "del\u007F"];

        Assert.All(texts, text =>
        {
            var key = LevelKey.From(text);
            Assert.StartsWith("rote#", key.Key, StringComparison.Ordinal);
            Assert.InRange(key.Key.Length, 64, LevelKey.MaxLength);
            Assert.Equal(text, key.Text);
        });
        Assert.Equal(texts.Length, texts.Select(text => LevelKey.From(text).Key).Distinct().Count());
        Assert.All(
            ["plain", "\uD83D\uDE00", new string('a', LevelKey.MaxLength)],
            text => Assert.Equal(text, LevelKey.From(text).Key));
    }

    private static string Text(Write write)
    {
        var writer = default(CacheKeyWriter);
        write(ref writer);
        string text = new(writer.Text);
        writer.Dispose();
        return text;
    }

    private static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
