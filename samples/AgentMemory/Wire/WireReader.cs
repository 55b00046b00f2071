using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AgentMemory.Wire;

/// <summary>Reads what <see cref="WireWriter"/> wrote, and trusts none of it.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> payload)
{
    private const int NullLength = -1;
    private ReadOnlySpan<byte> _rest = payload;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public double? OptionalDouble() => Double() is var value && double.IsNaN(value) ? null : value;

    /// <summary>The number of items that follow.</summary>
    public int Count(int max)
    {
        var count = Int32();
        return count >= 0 && count <= max ? count : throw new WireFormatException($"a count of {count}; 0 to {max} are allowed");
    }

    public string Text() => OptionalText() ?? throw new WireFormatException("a text is missing");

    public string? OptionalText()
    {
        var bytes = Int32();
        return bytes == NullLength ? null : Encoding.UTF8.GetString(Take(bytes));
    }

    public float[] Vector()
    {
        var dimensions = Count(WireLimits.MaxPayload / sizeof(float));
        return MemoryMarshal.Cast<byte, float>(Take(dimensions * sizeof(float))).ToArray();
    }

    /// <summary>Checks that nothing is left over.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new WireFormatException($"{_rest.Length} bytes more than expected");
        }
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes < 0 || bytes > _rest.Length)
        {
            throw new WireFormatException($"{bytes} bytes expected, {_rest.Length} left");
        }

        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
