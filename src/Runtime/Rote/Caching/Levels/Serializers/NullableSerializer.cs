using System.Buffers;

namespace Rote.Caching;

/// <summary>Values that may be missing; when they are, the envelope says so and this is not asked.</summary>
internal sealed class NullableSerializer<T>(IValueSerializer<T> inner) : IValueSerializer<T?>
    where T : struct
{
    public void Serialize(T? value, IBufferWriter<byte> target) => inner.Serialize(value.GetValueOrDefault(), target);

    public T? Deserialize(ReadOnlySpan<byte> source) => inner.Deserialize(source);
}
