namespace Rote.Batching;

/// <summary>How calls are coalesced.</summary>
public sealed record BatchPolicy
{
    /// <summary>Name of the single-item operation, in metrics and exceptions.</summary>
    public required string Operation { get; init; }

    /// <summary>Items of one bulk call at most.</summary>
    public int MaxBatchSize { get; init; } = 128;

    /// <summary>Time that a call waits for company at most while others are in flight.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Bulk calls in flight at most.</summary>
    public int MaxConcurrentBatches { get; init; } = 4;
}
