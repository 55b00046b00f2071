namespace AgentMemory.Report;

/// <summary>A question and its answers, as <c>--json</c> shows them.</summary>
internal sealed record JsonQuestion(string Question, IReadOnlyList<JsonAnswer> Results);
