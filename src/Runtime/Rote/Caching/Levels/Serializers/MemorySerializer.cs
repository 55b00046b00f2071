using System.Buffers;

namespace Rote.Caching;

/// <summary>Memory of numbers.</summary>
internal sealed class MemorySerializer<T> : IValueSerializer<ReadOnlyMemory<T>>
    where T : unmanaged
{
    public void Serialize(ReadOnlyMemory<T> value, IBufferWriter<byte> target) => VectorBytes.Write(value.Span, target);

    public ReadOnlyMemory<T> Deserialize(ReadOnlySpan<byte> source) => VectorBytes.Read<T>(source);
}
