using AgentMemory.Runs;

namespace AgentMemory.Report;

/// <summary>Waiting times by operation, as <c>--json</c> shows them.</summary>
internal sealed record JsonOperations(Latency Embed, Latency Store, Latency Search);
