namespace AgentMemory.Report;

/// <summary>The input, as <c>--json</c> shows it.</summary>
internal sealed record JsonInput(string Path, int Passages, int Skipped);
