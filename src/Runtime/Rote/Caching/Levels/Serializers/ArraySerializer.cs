using System.Buffers;

namespace Rote.Caching;

/// <summary>Arrays of numbers.</summary>
internal sealed class ArraySerializer<T> : IValueSerializer<T[]>
    where T : unmanaged
{
    public void Serialize(T[] value, IBufferWriter<byte> target) => VectorBytes.Write<T>(value, target);

    public T[] Deserialize(ReadOnlySpan<byte> source) => VectorBytes.Read<T>(source);
}
