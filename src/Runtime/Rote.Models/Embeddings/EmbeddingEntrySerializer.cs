using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.AI;
using Rote.Caching;

namespace Rote.Models;

/// <summary>
/// An entry in a second level, little-endian: units of its text (4 bytes), ticks of its creation, zero for none (8), bytes of the
/// model's name, -1 for none (4), the name in UTF-8, the components.
/// </summary>
internal sealed class EmbeddingEntrySerializer : IValueSerializer<EmbeddingEntry>
{
    private const int CreatedOffset = 4;
    private const int NameLengthOffset = 12;
    private const int HeaderBytes = 16;

    public void Serialize(EmbeddingEntry value, IBufferWriter<byte> target)
    {
        ReadOnlySpan<float> vector = value.Vector.Span;
        int nameBytes = value.ModelId is null ? 0 : Encoding.UTF8.GetByteCount(value.ModelId);
        int size = checked(HeaderBytes + nameBytes + (vector.Length * sizeof(float)));
        Span<byte> bytes = target.GetSpan(size)[..size];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value.TextLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[CreatedOffset..], value.CreatedAt?.UtcTicks ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[NameLengthOffset..], value.ModelId is null ? -1 : nameBytes);
        Encoding.UTF8.GetBytes(value.ModelId, bytes[HeaderBytes..]);
        bytes = bytes[(HeaderBytes + nameBytes)..];
        for (int i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], vector[i]);
        }

        target.Advance(size);
    }

    public EmbeddingEntry Deserialize(ReadOnlySpan<byte> source)
    {
        int textLength = BinaryPrimitives.ReadInt32LittleEndian(source);
        long created = BinaryPrimitives.ReadInt64LittleEndian(source[CreatedOffset..]);
        int nameBytes = BinaryPrimitives.ReadInt32LittleEndian(source[NameLengthOffset..]);
        source = source[HeaderBytes..];
        string? name = nameBytes < 0 ? null : Encoding.UTF8.GetString(source[..nameBytes]);
        source = source[Math.Max(nameBytes, 0)..];
        if (source.IsEmpty || source.Length % sizeof(float) != 0)
        {
            throw new FormatException($"{source.Length} bytes are no vector.");
        }

        var vector = new float[source.Length / sizeof(float)];
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(source[(i * sizeof(float))..]);
        }

        var embedding = new Embedding<float>(vector)
        {
            ModelId = name,
            CreatedAt = created == 0 ? null : new DateTimeOffset(created, TimeSpan.Zero),
        };
        return EmbeddingEntry.FromEmbedding(embedding, textLength);
    }
}
