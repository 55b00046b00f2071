using System.Buffers;
using System.Buffers.Binary;
using Rote.Caching;

namespace Rote.Models;

/// <summary>An entry in a second level: units of its request (4 bytes, little-endian), the answer as JSON.</summary>
internal sealed class ChatEntrySerializer : IValueSerializer<ChatEntry>
{
    private const int HeaderBytes = 4;

    public void Serialize(ChatEntry value, IBufferWriter<byte> target)
    {
        byte[] json = value.Json ?? throw new InvalidOperationException("An answer that must not be kept has no bytes.");
        Span<byte> bytes = target.GetSpan(HeaderBytes + json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value.RequestLength);
        json.CopyTo(bytes[HeaderBytes..]);
        target.Advance(HeaderBytes + json.Length);
    }

    public ChatEntry Deserialize(ReadOnlySpan<byte> source)
    {
        ReadOnlySpan<byte> json = source[HeaderBytes..];

        // Read once here, so that bytes which are no answer are a miss.
        _ = ChatAnswers.Read(json, RoteChatClient.ExactSource);
        return ChatEntry.Kept(json.ToArray(), BinaryPrimitives.ReadInt32LittleEndian(source));
    }
}
