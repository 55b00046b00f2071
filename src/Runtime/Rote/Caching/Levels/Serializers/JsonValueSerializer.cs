using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rote.Caching;

/// <summary>Values as UTF-8 JSON, by the metadata that the application's context generated.</summary>
internal sealed class JsonValueSerializer<T>(JsonTypeInfo<T> type) : IValueSerializer<T>
{
    public void Serialize(T value, IBufferWriter<byte> target)
    {
        using var writer = new Utf8JsonWriter(target);
        JsonSerializer.Serialize(writer, value, type);
    }

    public T Deserialize(ReadOnlySpan<byte> source)
        => JsonSerializer.Deserialize(source, type)
            ?? throw new JsonException($"The bytes are JSON null, which was not written as a value of '{typeof(T)}'.");
}
