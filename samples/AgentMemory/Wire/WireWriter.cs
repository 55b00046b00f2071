using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AgentMemory.Wire;

/// <summary>Writes the payload of a call: little-endian numbers, length-prefixed UTF-8, vectors as they lie in memory.</summary>
internal sealed class WireWriter(int capacity)
{
    private const int NullLength = -1;
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public WireWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
        return this;
    }

    public WireWriter Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(sizeof(double)), value);
        _buffer.Advance(sizeof(double));
        return this;
    }

    /// <summary>A number that may be unknown; not-a-number stands for that.</summary>
    public WireWriter OptionalDouble(double? value) => Double(value ?? double.NaN);

    public WireWriter Text(string? value)
    {
        if (value is null)
        {
            return Int32(NullLength);
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Int32(bytes);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(bytes));
        _buffer.Advance(bytes);
        return this;
    }

    public WireWriter Vector(ReadOnlySpan<float> vector)
    {
        Int32(vector.Length);
        _buffer.Write(MemoryMarshal.AsBytes(vector));
        return this;
    }
}
