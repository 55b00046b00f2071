using AgentMemory.Client;

namespace AgentMemory.Runs;

/// <summary>A question and what the memory found.</summary>
internal sealed record Reply(string Question, IReadOnlyList<Answer> Answers);
