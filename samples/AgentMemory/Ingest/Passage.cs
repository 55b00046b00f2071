namespace AgentMemory.Ingest;

/// <summary>A piece of text that is remembered as one.</summary>
/// <param name="Id">Unique in its corpus.</param>
/// <param name="Text">What is embedded and shown.</param>
/// <param name="Speaker">Who said it; for documents, the file.</param>
/// <param name="Session">When or where: the mission day; for documents, the heading.</param>
/// <param name="ElapsedSeconds">Seconds since the start of the recording, where known.</param>
internal sealed record Passage(string Id, string Text, string? Speaker, string? Session, double? ElapsedSeconds);
