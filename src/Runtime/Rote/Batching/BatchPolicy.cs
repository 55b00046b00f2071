namespace Rote.Batching;

/// <summary>How calls are coalesced.</summary>
public sealed record BatchPolicy
{
    /// <summary>Name of the single-item operation, in metrics and exceptions.</summary>
    public required string Operation { get; init; }

    /// <summary>Items of one bulk call at most. Positive; default 128.</summary>
    public int MaxBatchSize { get; init; } = 128;

    /// <summary>
    /// Time that a call waits for company at most while others are in flight and one more bulk call is allowed. Zero: none.
    /// Default 10 milliseconds.
    /// </summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Bulk calls in flight at most. Positive; default 4.</summary>
    public int MaxConcurrentBatches { get; init; } = 4;

    /// <summary>The policy, with what the application changes about it.</summary>
    internal BatchPolicy With(RoteOptions options)
        => options.Batches.TryGetValue(Operation, out BatchOptions? batch)
            ? this with
            {
                MaxBatchSize = batch.MaxBatchSize ?? MaxBatchSize,
                MaxDelay = batch.MaxDelay ?? MaxDelay,
                MaxConcurrentBatches = batch.MaxConcurrentBatches ?? MaxConcurrentBatches,
            }
            : this;

    /// <summary>This policy.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal BatchPolicy Validated()
    {
        ArgumentException.ThrowIfNullOrEmpty(Operation);
        Check(MaxBatchSize > 0, nameof(MaxBatchSize), MaxBatchSize, "Use a positive number.");
        Check(MaxConcurrentBatches > 0, nameof(MaxConcurrentBatches), MaxConcurrentBatches, "Use a positive number.");
        Check(OptionTimes.IsZeroOrPositive(MaxDelay), nameof(MaxDelay), MaxDelay, "Use zero, or at most 49 days.");
        return this;
    }

    private void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Policy(holds, "batch policy of", Operation, property, value, remedy);
}
