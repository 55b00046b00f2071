namespace AgentMemory.Runs;

/// <summary>What asking the same questions once more cost, on the decorated memory.</summary>
internal sealed record RepeatResult(long RoundTrips, TimeSpan Elapsed);
