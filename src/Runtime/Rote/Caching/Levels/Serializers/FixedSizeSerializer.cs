using System.Buffers;

namespace Rote.Caching;

/// <summary>Values that always take the same number of bytes.</summary>
internal sealed class FixedSizeSerializer<T>(int sizeBytes, Action<T, Span<byte>> write, Func<ReadOnlySpan<byte>, T> read)
    : IValueSerializer<T>
    where T : struct
{
    public void Serialize(T value, IBufferWriter<byte> target)
    {
        write(value, target.GetSpan(sizeBytes)[..sizeBytes]);
        target.Advance(sizeBytes);
    }

    public T Deserialize(ReadOnlySpan<byte> source)
        => source.Length == sizeBytes
            ? read(source)
            : throw new FormatException($"{source.Length} bytes are no {typeof(T).Name}, which takes {sizeBytes}.");
}
