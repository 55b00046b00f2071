namespace Rote;

/// <summary>
/// What the application changes about the batches of one operation; what is <see langword="null"/> stays as the attribute says.
/// </summary>
public sealed class BatchOptions
{
    /// <summary>Items of one bulk call at most. Positive.</summary>
    public int? MaxBatchSize { get; set; }

    /// <summary>Time that a call waits for company at most while others are in flight. Zero, or at most 49 days.</summary>
    public TimeSpan? MaxDelay { get; set; }

    /// <summary>Bulk calls in flight at most. Positive.</summary>
    public int? MaxConcurrentBatches { get; set; }
}
