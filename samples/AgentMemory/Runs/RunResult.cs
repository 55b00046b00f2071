using AgentMemory.Server;

namespace AgentMemory.Runs;

/// <summary>What a run cost and found.</summary>
/// <param name="Kind">Which run.</param>
/// <param name="Traffic">What reached the server.</param>
/// <param name="Elapsed">Wall time of the whole job.</param>
/// <param name="Embed">Waiting times of embedding.</param>
/// <param name="Store">Waiting times of storing.</param>
/// <param name="Search">Waiting times of searching.</param>
/// <param name="Overall">Waiting times of all calls together.</param>
/// <param name="CacheHits">Calls that the decorator answered from its cache.</param>
/// <param name="Replies">The answers, in the order of the questions.</param>
internal sealed record RunResult(
    RunKind Kind,
    Traffic Traffic,
    TimeSpan Elapsed,
    Latency Embed,
    Latency Store,
    Latency Search,
    Latency Overall,
    long CacheHits,
    IReadOnlyList<Reply> Replies);
