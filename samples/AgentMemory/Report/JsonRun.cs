using AgentMemory.Runs;

namespace AgentMemory.Report;

/// <summary>A run, as <c>--json</c> shows it.</summary>
internal sealed record JsonRun
{
    public required long RoundTrips { get; init; }

    public required double Seconds { get; init; }

    public required double P50Ms { get; init; }

    public required double P95Ms { get; init; }

    public required long BytesSent { get; init; }

    public required long BytesReceived { get; init; }

    public required long CacheHits { get; init; }

    public required long Batches { get; init; }

    public required JsonOperations Operations { get; init; }

    /// <summary>The report of a run.</summary>
    public static JsonRun From(RunResult run) => new()
    {
        RoundTrips = run.Traffic.RoundTrips,
        Seconds = run.Elapsed.TotalSeconds,
        P50Ms = run.Latencies.Overall.P50Ms,
        P95Ms = run.Latencies.Overall.P95Ms,
        BytesSent = run.Traffic.BytesIn,
        BytesReceived = run.Traffic.BytesOut,
        CacheHits = run.CacheHits,
        Batches = run.Traffic.BulkRequests,
        Operations = new JsonOperations(run.Latencies.Embed, run.Latencies.Store, run.Latencies.Search),
    };
}
