namespace AgentMemory.Client;

/// <summary>Something an agent remembers.</summary>
/// <param name="Id">Unique for the agent; storing it again replaces it.</param>
/// <param name="Text">What was said or written.</param>
/// <param name="Speaker">By whom, where known.</param>
/// <param name="Session">In which session, where known.</param>
/// <param name="ElapsedSeconds">Seconds since the start of the recording, where known.</param>
/// <param name="Vector">The embedding of the text, of unit length or zero.</param>
internal sealed record Memory(
    string Id, string Text, string? Speaker, string? Session, double? ElapsedSeconds, ReadOnlyMemory<float> Vector);
