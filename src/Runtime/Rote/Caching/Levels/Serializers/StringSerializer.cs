using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Rote.Caching;

/// <summary>Texts, unit by unit, lone surrogates included: a byte for each unit of an ASCII text, else two.</summary>
internal sealed class StringSerializer : IValueSerializer<string>
{
    private const byte AsciiForm = 1;
    private const byte Utf16Form = 2;

    public void Serialize(string value, IBufferWriter<byte> target)
    {
        bool ascii = Ascii.IsValid(value);
        int size = checked(1 + (value.Length * (ascii ? 1 : sizeof(char))));
        Span<byte> bytes = target.GetSpan(size)[..size];
        bytes[0] = ascii ? AsciiForm : Utf16Form;
        bytes = bytes[1..];
        if (ascii)
        {
            Encoding.ASCII.GetBytes(value, bytes);
        }
        else
        {
            for (int i = 0; i < value.Length; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(i * sizeof(char))..], value[i]);
            }
        }

        target.Advance(size);
    }

    public string Deserialize(ReadOnlySpan<byte> source)
    {
        if (source.IsEmpty)
        {
            throw new FormatException("No bytes are no text.");
        }

        ReadOnlySpan<byte> units = source[1..];
        return source[0] switch
        {
            AsciiForm when Ascii.IsValid(units) => Encoding.ASCII.GetString(units),
            Utf16Form when units.Length % sizeof(char) == 0 => string.Create(units.Length / sizeof(char), units, ReadUtf16),
            _ => throw new FormatException("The bytes are no text."),
        };
    }

    private static void ReadUtf16(Span<char> target, ReadOnlySpan<byte> source)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(source[(i * sizeof(char))..]);
        }
    }
}
