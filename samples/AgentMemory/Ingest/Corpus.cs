namespace AgentMemory.Ingest;

/// <summary>Everything that was read from an input, and how much of it could not be used.</summary>
/// <param name="Source">The input as the user named it.</param>
/// <param name="Passages">In the order of the input; never empty.</param>
/// <param name="Skipped">Lines and files left out; each was named as it was met, up to a limit.</param>
internal sealed record Corpus(string Source, IReadOnlyList<Passage> Passages, int Skipped);
