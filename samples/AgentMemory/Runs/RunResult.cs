using AgentMemory.Server;

namespace AgentMemory.Runs;

/// <summary>What a run cost and found.</summary>
internal sealed record RunResult
{
    /// <summary>Which run.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>What reached the server.</summary>
    public required Traffic Traffic { get; init; }

    /// <summary>Wall time of the whole job.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What callers waited.</summary>
    public required Latencies Latencies { get; init; }

    /// <summary>Calls that the decorator answered from its cache.</summary>
    public long CacheHits { get; init; }

    /// <summary>The answers, in the order of the questions.</summary>
    public required IReadOnlyList<Reply> Replies { get; init; }
}
