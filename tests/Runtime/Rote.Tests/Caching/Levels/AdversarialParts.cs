using System.Runtime.InteropServices;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

/// <summary>Parts of keys that look like each other, like their own encodings, or like nothing at all.</summary>
internal static class AdversarialParts
{
    private const string Alphabet = ":;~sibcdgk-+e0129a\0 \uD800\uDC00\uFFFDé";

    public static void AddOne(Random random, ref CacheKeyWriter writer, TupleStructure structure)
    {
        int type = random.Next(12);
        long number = random.Next(3) == 0 ? random.NextInt64() : random.Next(-20, 130);
        switch (type)
        {
            case 0 or 1 or 2 or 3:
                AddText(random, ref writer, structure);
                break;
            case 4:
                writer.Add((int)number);
                structure.Add(4, Bytes((int)number));
                break;
            case 5:
                writer.Add(number);
                structure.Add(5, Bytes(number));
                break;
            case 6:
                writer.Add((char)number);
                structure.Add(6, Bytes((char)number));
                break;
            case 7:
                double real = number / 4.0;
                writer.Add(real);
                structure.Add(7, Bytes(real == 0 ? 0 : real));
                break;
            case 8:
                decimal money = new((int)number, 0, 0, isNegative: false, (byte)random.Next(3));
                writer.Add(money);
                structure.Add(8, System.Text.Encoding.ASCII.GetBytes((money / 1.0000000000000000000000000000m).ToString(
                    System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case 9:
                var id = new Guid((int)number, 0, 0, new byte[8]);
                writer.Add(id);
                structure.Add(9, id.ToByteArray());
                break;
            case 10:
                writer.Add((int?)null);
                structure.Add(4, []);
                break;
            default:
                writer.Add(number % 2 == 0);
                structure.Add(11, Bytes(number % 2 == 0));
                break;
        }
    }

    private static void AddText(Random random, ref CacheKeyWriter writer, TupleStructure structure)
    {
        int length = random.Next(-1, 7);
        if (length < 0)
        {
            writer.Add((string?)null);
            structure.Add(1, []);
            return;
        }

        string text = string.Create(length, random, static (units, random) =>
        {
            foreach (ref char unit in units)
            {
                unit = Alphabet[random.Next(Alphabet.Length)];
            }
        });
        writer.Add(text);
        structure.Add(2, MemoryMarshal.AsBytes<char>(text));
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged
        => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
