namespace AgentMemory.Runs;

/// <summary>Waiting times by operation, and of all calls together.</summary>
internal sealed record Latencies(Latency Embed, Latency Store, Latency Search, Latency Overall);
