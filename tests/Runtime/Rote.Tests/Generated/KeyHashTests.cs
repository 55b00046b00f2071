using System.Runtime.InteropServices;
using Rote.Generated;

namespace Rote.Tests.Generated;

/// <summary>The hashes are under secrets of the process. Each test holds for all but a vanishing share of them.</summary>
public sealed class KeyHashTests
{
    private const int LongestText = 200;

    /// <summary>The hash of texts with AES rounds and the one without.</summary>
    public static TheoryData<bool> Twins => AesTextHash.IsSupported ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Twins))]
    public void Of_AnyLengthAndPlace_ReadsItsOwnBytesOnly(bool aes)
    {
        var random = new Random(5);
        byte[] text = new byte[2 * LongestText];
        random.NextBytes(text);
        for (int length = 0; length <= text.Length; length += 2)
        {
            ulong hash = Hash(aes, text.AsSpan(0, length).ToArray());
            byte[] larger = new byte[length + 96];
            for (int offset = 0; offset < 33; offset++)
            {
                random.NextBytes(larger);
                text.AsSpan(0, length).CopyTo(larger.AsSpan(offset));
                Assert.Equal(hash, Hash(aes, larger.AsSpan(offset, length)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Of_OneBitOrOneCharChanged_Differs(bool aes)
    {
        var random = new Random(6);
        for (int length = 2; length <= 2 * LongestText; length += 2)
        {
            byte[] text = new byte[length];
            random.NextBytes(text);
            ulong hash = Hash(aes, text);
            for (int bit = 0; bit < 8 * length; bit++)
            {
                text[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(hash, Hash(aes, text));
                text[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            for (int place = 0; place < length; place += 2)
            {
                Span<char> chars = MemoryMarshal.Cast<byte, char>(text.AsSpan());
                char before = chars[place / 2];
                chars[place / 2] ^= (char)random.Next(1, char.MaxValue + 1);
                Assert.NotEqual(hash, Hash(aes, text));
                chars[place / 2] = before;
            }
        }
    }

    /// <summary>
    /// The four bytes that one column of the AES state takes in: what differs in them only must not end in a part of the hash.
    /// </summary>
    [Theory]
    [MemberData(nameof(Twins))]
    public void Of_TextsThatDifferInOneDiagonal_Differ(bool aes)
    {
        const int Texts = 200_000;
        var seen = new HashSet<ulong>();
        var random = new Random(8);
        byte[] text = new byte[16];
        random.NextBytes(text);
        for (int number = 0; number < Texts; number++)
        {
            // An odd multiplier: every number gives other bytes.
            uint bytes = unchecked((uint)number * 2_654_435_769);
            for (int row = 0; row < 4; row++)
            {
                text[5 * row] = (byte)(bytes >> (8 * row));
            }

            seen.Add(Hash(aes, text));
        }

        Assert.Equal(Texts, seen.Count);
    }

    /// <summary>Short texts are read as words that overlap: what differs in one place only may not cancel out.</summary>
    [Theory]
    [MemberData(nameof(Twins))]
    public void Of_AllShortTextsOfTwoLetters_Differ(bool aes)
    {
        var seen = new HashSet<ulong>();
        int texts = 0;
        for (int length = 0; length <= 12; length++)
        {
            for (int bits = 0; bits < 1 << length; bits++)
            {
                char[] text = [.. Enumerable.Range(0, length).Select(i => (bits >> i & 1) == 0 ? 'a' : 'c')];
                seen.Add(Hash(aes, MemoryMarshal.AsBytes(text.AsSpan())));
                texts++;
            }
        }

        Assert.Equal(texts, seen.Count);
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Of_SameCharManyTimes_DiffersByLength(bool aes)
    {
        foreach (char letter in "\0a\uFFFF")
        {
            var seen = new HashSet<ulong>();
            for (int length = 0; length <= 1_000; length++)
            {
                seen.Add(Hash(aes, MemoryMarshal.AsBytes(new string(letter, length).AsSpan())));
            }

            Assert.Equal(1_001, seen.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Of_RandomAndStructuredTexts_CollideAsOftenAsChance(bool aes)
    {
        var random = new Random(8);
        IEnumerable<string> texts = Enumerable.Range(0, 50_000).Select(i => $"user:{i}")
            .Concat(Enumerable.Range(0, 50_000).Select(i => $"tenant-{i % 100}/document/{i / 100}/page"))
            .Concat(Enumerable.Range(0, 50_000).Select(i => new string('x', 70) + i))
            .Concat(Enumerable.Range(0, 50_000).Select(_ => $"{random.NextInt64():x16}-{random.NextInt64():x16}"));
        AssertFewCollisions(texts.Select(text => Hash(aes, MemoryMarshal.AsBytes(text.AsSpan()))));
    }

    [Fact]
    public void Of_Numbers_CollideAsOftenAsChance()
        => AssertFewCollisions(Enumerable.Range(0, 100_000).Select(i => KeyHash.Of((long)i))
            .Concat(Enumerable.Range(1, 100_000).Select(i => KeyHash.Of((long)i << 40))));

    [Fact]
    public void Combine_TextAndAbsentOne_CollidesAsOftenAsChance()
        => AssertFewCollisions(Enumerable.Range(0, 100_000)
            .Select(i => KeyHash.Combine(KeyHash.Of($"{i}"), KeyHash.Of(null)))
            .Concat(Enumerable.Range(0, 100_000).Select(i => KeyHash.Combine(KeyHash.Of(null), KeyHash.Of($"{i}")))));

    [Fact]
    public void Combine_Pairs_CollideAsOftenAsChance()
        => AssertFewCollisions(Enumerable.Range(0, 200_000)
            .Select(i => KeyHash.Combine(KeyHash.Of((long)(i % 400)), KeyHash.Of((long)(i / 400)))));

    [Fact]
    public void Of_Null_DiffersFromEmpty()
    {
        Assert.NotEqual(KeyHash.Of(string.Empty), KeyHash.Of((string?)null));
        Assert.Equal(KeyHash.Of("text"), KeyHash.Of(new string(['t', 'e', 'x', 't'])));
    }

    [Fact]
    public void Combine_OtherOrder_Differs()
    {
        ulong[] parts = [KeyHash.Of(null), KeyHash.Of(string.Empty), KeyHash.Of("a"), KeyHash.Of(0L), KeyHash.Of(1L)];
        foreach (ulong first in parts)
        {
            foreach (ulong second in parts.Where(second => second != first))
            {
                Assert.NotEqual(KeyHash.Combine(first, second), KeyHash.Combine(second, first));
                Assert.NotEqual(
                    KeyHash.Combine(KeyHash.Combine(first, second), first),
                    KeyHash.Combine(first, KeyHash.Combine(second, first)));
            }
        }
    }

    private static ulong Hash(bool aes, ReadOnlySpan<byte> bytes) => aes ? AesTextHash.Of(bytes) : KeyHash.Multiply(bytes);

    /// <summary>Of 200,000 random hash codes about 4.7 pairs are equal; 30 or more by chance once in about 10¹⁴ runs.</summary>
    private static void AssertFewCollisions(IEnumerable<ulong> hashes)
    {
        ulong[] all = [.. hashes];
        Assert.Equal(200_000, all.Length);
        Assert.InRange(all.Length - all.Select(KeyHash.ToHashCode).Distinct().Count(), 0, 29);
    }
}
