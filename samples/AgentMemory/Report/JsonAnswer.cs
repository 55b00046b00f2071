namespace AgentMemory.Report;

/// <summary>An answer, as <c>--json</c> shows it.</summary>
internal sealed record JsonAnswer(
    string Id, string Text, string? Speaker, string? Session, double? ElapsedSeconds, double Score);
