using System.Buffers.Binary;
using System.Text;

namespace TelemetrySample;

/// <summary>A field of a message in the encoding of Protocol Buffers.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Bits">A number's bits.</param>
/// <param name="Bytes">A text or a message.</param>
internal readonly record struct ProtobufField(int Number, ulong Bits, ReadOnlyMemory<byte> Bytes)
{
    private const int SmallestContinued = 0x80;
    private const int BitsOfByte = 7;
    private const int MostShift = 63;

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public double Double => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>The fields of the message that it is.</summary>
    public IEnumerable<ProtobufField> Fields => Read(Bytes);

    /// <summary>The fields of a message, in their order.</summary>
    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public static IEnumerable<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        while (message.Length > 0)
        {
            var tag = ReadNumber(ref message);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return new(number, ReadNumber(ref message), default);
                    break;
                case 1:
                    var bits = BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, sizeof(ulong)).Span);
                    yield return new(number, bits, default);
                    break;
                case 2:
                    var length = ReadNumber(ref message);
                    yield return new(number, 0, Take(ref message, (int)Math.Min(length, int.MaxValue)));
                    break;
                case 5:
                    var half = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, sizeof(uint)).Span);
                    yield return new(number, half, default);
                    break;
                default:
                    throw new InvalidDataException($"Field {number} has an encoding that does not exist.");
            }
        }
    }

    private static ulong ReadNumber(ref ReadOnlyMemory<byte> message)
    {
        ulong number = 0;
        for (var shift = 0; shift <= MostShift; shift += BitsOfByte)
        {
            var next = Take(ref message, 1).Span[0];
            number |= (ulong)(next & (SmallestContinued - 1)) << shift;
            if (next < SmallestContinued)
            {
                return number;
            }
        }

        throw new InvalidDataException("A number does not end.");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, int length)
    {
        if (length > message.Length)
        {
            throw new InvalidDataException($"The message ends {length - message.Length} bytes too early.");
        }

        var taken = message[..length];
        message = message[length..];
        return taken;
    }
}
