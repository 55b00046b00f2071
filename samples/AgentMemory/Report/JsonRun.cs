namespace AgentMemory.Report;

/// <summary>A run, as <c>--json</c> shows it.</summary>
internal sealed record JsonRun(
    long RoundTrips,
    double Seconds,
    double P50Ms,
    double P95Ms,
    long BytesSent,
    long BytesReceived,
    long CacheHits,
    long Batches,
    JsonOperations Operations);
