using AgentMemory.Client;

namespace AgentMemory.Wire;

/// <summary>The form of memories and answers in a payload.</summary>
internal static class MemoryCodec
{
    /// <summary>Bytes that a memory takes about, to size buffers by.</summary>
    public static int SizeHint(Memory memory)
        => 64 + memory.Id.Length + memory.Text.Length + (memory.Vector.Length * sizeof(float));

    public static void Write(WireWriter writer, Memory memory)
        => writer.Text(memory.Id)
            .Text(memory.Text)
            .Text(memory.Speaker)
            .Text(memory.Session)
            .OptionalDouble(memory.ElapsedSeconds)
            .Vector(memory.Vector.Span);

    public static Memory ReadMemory(ref WireReader reader)
        => new(
            reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText(), reader.OptionalDouble(), reader.Vector());

    public static void Write(WireWriter writer, Answer answer)
        => writer.Text(answer.Id)
            .Text(answer.Text)
            .Text(answer.Speaker)
            .Text(answer.Session)
            .OptionalDouble(answer.ElapsedSeconds)
            .Double(answer.Score);

    public static Answer ReadAnswer(ref WireReader reader)
        => new(
            reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText(), reader.OptionalDouble(), reader.Double());
}
