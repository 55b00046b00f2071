using System.Buffers.Binary;

namespace Rote.Tests.Caching.Levels;

/// <summary>A tuple in binary: a type, a length and the bytes of each part. Made without the writer under test.</summary>
internal sealed class TupleStructure
{
    private readonly byte[] _bytes = new byte[4_096];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Add(byte type, ReadOnlySpan<byte> part)
    {
        _bytes[_length++] = type;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), part.Length);
        _length += sizeof(int);
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }
}
