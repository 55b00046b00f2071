using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Rote.Generated;

namespace Rote.Bench.Caching.Floods;

/// <summary>What an attacker chooses who knows the algorithm, but not the secrets: a million keys of each kind.</summary>
internal static class FloodFamilies
{
    private const int Count = 1_000_000;
    private const int PadLength = 60;
    private const int BitTextLength = 96;
    private const int BitsOfChar = 16;
    private const int Blocks = 10;
    private const int BlockLength = 8;
    private const int ZeroTextLength = 64;
    private const int ChosenHashBits = 0xFF;

    // The compiler's hash of a record struct multiplies by this one between its fields.
    private const int RecordFactor = -1521134295;

    /// <summary>Makes them, one after the other.</summary>
    public static IEnumerable<FloodKeys> All()
    {
        var pad = new string('p', PadLength);
        yield return Text("equal beginnings", index => pad + Number(index));
        yield return Text("equal ends", index => Number(index) + pad);
        yield return new TextKeys("two flipped bits", [.. FlippedBits().Take(Count)]);
        yield return new TextKeys("swapped blocks", [.. SwappedBlocks().Take(Count)]);
        yield return Text("blocks of zeros", Zeros);
        yield return new TextKeys("texts that meet without secrets: multiplication", MeetingUnderMultiplication());
        if (Aes.IsSupported)
        {
            yield return new TextKeys("texts that meet without secrets: AES rounds", MeetingUnderAes());
        }

        yield return new NumberKeys("numbers in sequence", [.. Enumerable.Range(0, Count).Select(index => (long)index)]);
        yield return new NumberKeys("multiples of 2^32", [.. Enumerable.Range(0, Count).Select(index => (long)index << 32)]);
        yield return new NumberKeys("numbers of few bits", [.. FewBits().Take(Count)]);
        yield return new NumberKeys("numbers that share buckets without secrets", [.. SharedBuckets().Take(Count)]);
        yield return new PairKeys("pairs that meet under the record's own hash", MeetingPairs());
        yield return new GuidKeys("guids that meet under their own hash", MeetingGuids());
        yield return new PairKeys("pairs and their reverses", [.. Reverses().Take(Count)]);
    }

    private static TextKeys Text(string name, Func<int, string> make) => new(name, [.. Enumerable.Range(0, Count).Select(make)]);

    private static string Number(int index) => index.ToString("00000000", CultureInfo.InvariantCulture);

    private static IEnumerable<string> FlippedBits()
    {
        for (var first = 0; first < BitTextLength * BitsOfChar; first++)
        {
            for (var second = 0; second < first; second++)
            {
                yield return string.Create(BitTextLength, (first, second), static (span, bits) =>
                {
                    span.Fill('a');
                    span[bits.first / BitsOfChar] ^= (char)(1 << (bits.first % BitsOfChar));
                    span[bits.second / BitsOfChar] ^= (char)(1 << (bits.second % BitsOfChar));
                });
            }
        }
    }

    // All orders of ten blocks of 16 bytes, by their number in the factorial system.
    private static IEnumerable<string> SwappedBlocks()
    {
        string[] blocks = [.. Enumerable.Range(0, Blocks).Select(block => new string((char)('a' + block), BlockLength))];
        for (var order = 0; ; order++)
        {
            var left = blocks.ToList();
            var number = order;
            var text = "";
            for (var radix = Blocks; radix > 0; radix--)
            {
                text += left[number % radix];
                left.RemoveAt(number % radix);
                number /= radix;
            }

            yield return text;
        }
    }

    private static string Zeros(int index)
        => string.Create(ZeroTextLength, index, static (span, index) =>
        {
            span.Clear();
            span[index % ZeroTextLength] = (char)(1 + (index / ZeroTextLength));
        });

    // The first word cancels the multiplication that the second one goes into.
    private static string[] MeetingUnderMultiplication()
        => Meeting(SeedlessHash.MultipliedLength, SeedlessHash.Multiply, static (span, index) =>
        {
            var words = MemoryMarshal.Cast<char, ulong>(span);
            words[0] = SeedlessHash.Secret1;
            words[1] = (ulong)index;
        });

    // The second block takes away what the first one adds.
    private static string[] MeetingUnderAes()
        => Meeting(SeedlessHash.AesLength, SeedlessHash.EncryptAes, static (span, index) =>
        {
            var blocks = MemoryMarshal.Cast<char, Vector128<byte>>(span);
            blocks[0] = Vector128.CreateScalar((long)index).AsByte();
            blocks[1] = SeedlessHash.Mix(blocks[0]);
        });

    private static string[] Meeting(int length, Func<string, ulong> hash, SpanAction<char, int> write)
    {
        string[] texts = [.. Enumerable.Range(0, Count).Select(index => string.Create(length, index, write))];
        return texts.Select(hash).Distinct().Count() == 1
            ? texts
            : throw new InvalidOperationException("The texts do not meet: the twin differs from what it was chosen for.");
    }

    private static IEnumerable<long> FewBits()
    {
        for (var bits = 1; bits <= BitsOfChar; bits++)
        {
            // Gosper's hack: the next number with as many bits.
            var number = (BigInteger.One << bits) - 1;
            while (number <= ulong.MaxValue)
            {
                yield return (long)(ulong)number;
                var lowest = number & -number;
                var ripple = number + lowest;
                number = (((ripple ^ number) >> 2) / lowest) | ripple;
            }
        }
    }

    private static IEnumerable<long> SharedBuckets()
    {
        for (var number = 0L; ; number++)
        {
            if ((KeyHash.ToHashCode(SeedlessHash.Of(number)) & ChosenHashBits) == 0)
            {
                yield return number;
            }
        }
    }

    private static (int First, int Second)[] MeetingPairs()
        => [.. Enumerable.Range(0, Count).Select(index => (index, unchecked(-index * RecordFactor)))];

    // A guid's own hash code is its four words, combined by exclusive or.
    private static Guid[] MeetingGuids()
    {
        Guid[] guids =
            [.. Enumerable.Range(0, Count).Select(index => new Guid(MemoryMarshal.AsBytes<int>([index, index, 7, 9])))];
        return guids.Select(guid => guid.GetHashCode()).Distinct().Count() == 1
            ? guids
            : throw new InvalidOperationException("The guids do not meet: their hash code is another one by now.");
    }

    private static IEnumerable<(int First, int Second)> Reverses()
    {
        for (var first = 0; ; first++)
        {
            for (var second = 0; second < first; second++)
            {
                yield return (first, second);
                yield return (second, first);
            }
        }
    }
}
