namespace AgentMemory.Client;

/// <summary>A memory that answers a question.</summary>
/// <param name="Id">Of the memory.</param>
/// <param name="Text">What was said or written.</param>
/// <param name="Speaker">By whom, where known.</param>
/// <param name="Session">In which session, where known.</param>
/// <param name="ElapsedSeconds">Seconds since the start of the recording, where known.</param>
/// <param name="Score">Cosine of the angle between question and memory: 1 is the same, 0 unrelated.</param>
internal sealed record Answer(
    string Id, string Text, string? Speaker, string? Session, double? ElapsedSeconds, double Score);
