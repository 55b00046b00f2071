using AgentMemory.Client;
using AgentMemory.Ingest;

namespace AgentMemory.Runs;

/// <summary>Passages become memories.</summary>
internal static class Memories
{
    public static Memory From(Passage passage, ReadOnlyMemory<float> vector)
        => new(passage.Id, passage.Text, passage.Speaker, passage.Session, passage.ElapsedSeconds, vector);
}
