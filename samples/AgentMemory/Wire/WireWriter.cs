using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AgentMemory.Wire;

/// <summary>Writes the payload of a call: little-endian numbers, length-prefixed UTF-8, vectors as they lie in memory.</summary>
/// <remarks>The buffer is rented: dispose of the writer when the payload has been sent, and never use it afterwards.</remarks>
internal sealed class WireWriter(int capacity) : IDisposable
{
    private const int NullLength = -1;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    public WireWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);
        return this;
    }

    public WireWriter Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);
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
        Encoding.UTF8.GetBytes(value, Take(bytes));
        return this;
    }

    public WireWriter Vector(ReadOnlySpan<float> vector)
    {
        Int32(vector.Length);
        MemoryMarshal.AsBytes(vector).CopyTo(Take(vector.Length * sizeof(float)));
        return this;
    }

    private Span<byte> Take(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Grow(bytes);
        }

        var taken = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return taken;
    }

    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_length + bytes, _buffer.Length * 2)));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
