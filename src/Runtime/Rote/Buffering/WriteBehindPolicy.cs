namespace Rote.Buffering;

/// <summary>How writes are buffered.</summary>
public sealed record WriteBehindPolicy
{
    /// <summary>Name of the single-item operation, in metrics, dead letters and exceptions.</summary>
    public required string Operation { get; init; }

    /// <summary>Writes of a partition that make it flush. Positive; default 500.</summary>
    public int FlushSize { get; init; } = 500;

    /// <summary>
    /// Time that the oldest write of a partition waits for company at most. Zero: none;
    /// <see cref="Timeout.InfiniteTimeSpan"/>: until something else flushes. Default 60 seconds.
    /// </summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Writes of one bulk call at most: the backend's limit. 0, the default: <see cref="FlushSize"/>.</summary>
    public int MaxCommitSize { get; init; }

    /// <summary>Bulk calls in flight at most; of one partition there is never more than one. Positive; default 4.</summary>
    public int MaxConcurrentCommits { get; init; } = 4;

    /// <summary>
    /// Writes held at most, of all partitions together, from acceptance to the end of their commit. Beyond it everything is
    /// flushed and callers wait, first come, first served. Positive; default 10,000.
    /// </summary>
    public int MaxPending { get; init; } = 10_000;

    /// <summary>When a call completes. Default: when the write is in the store.</summary>
    public WriteAcknowledgement Acknowledge { get; init; }

    /// <summary>
    /// Whether a failed bulk call is divided until the write that makes it fail is found. Only for bulk methods that write all of
    /// their items or none.
    /// </summary>
    public bool PoisonIsolation { get; init; }

    /// <summary>
    /// Time after which a bulk call counts as failed and lets go of its partition; positive or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default 60 seconds.
    /// </summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Calls for one commit at most.</summary>
    internal int MaxAttempts { get; init; } = 1;

    /// <summary>Which failures are tried again.</summary>
    internal Func<Exception, bool>? ShouldRetry { get; init; }

    /// <summary>Time before the first retry.</summary>
    internal TimeSpan RetryDelay { get; init; }

    /// <summary>Time before a retry at most.</summary>
    internal TimeSpan MaxRetryDelay { get; init; }

    /// <summary>This policy with what the application changes about it, checked.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal WriteBehindPolicy With(RoteOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(Operation);
        options.WriteBehind.TryGetValue(Operation, out WriteBehindOptions? found);
        WriteBehindOptions changes = found ?? new WriteBehindOptions();
        int flushSize = changes.FlushSize ?? FlushSize;
        int commitSize = changes.MaxCommitSize ?? MaxCommitSize;
        WriteBehindPolicy changed = this with
        {
            FlushSize = flushSize,
            MaxDelay = changes.MaxDelay ?? MaxDelay,
            MaxCommitSize = commitSize == 0 ? flushSize : commitSize,
            MaxPending = changes.MaxPending ?? MaxPending,
            CommitTimeout = changes.CommitTimeout ?? CommitTimeout,
            MaxAttempts = changes.MaxAttempts,
            ShouldRetry = changes.ShouldRetry,
            RetryDelay = changes.RetryDelay,
            MaxRetryDelay = changes.MaxRetryDelay,
        };
        changed.Check();
        return changed;
    }

    private void Check()
    {
        Check(FlushSize > 0, nameof(FlushSize), FlushSize, "Use a positive number.");
        Check(MaxCommitSize > 0, nameof(MaxCommitSize), MaxCommitSize, "Use a positive number, or 0 for FlushSize.");
        Check(MaxConcurrentCommits > 0, nameof(MaxConcurrentCommits), MaxConcurrentCommits, "Use a positive number.");
        Check(MaxPending > 0, nameof(MaxPending), MaxPending, "Use a positive number.");
        Check(MaxAttempts > 0, nameof(MaxAttempts), MaxAttempts, "Use 1 for no retry, or more.");
        Check(Enum.IsDefined(Acknowledge), nameof(Acknowledge), Acknowledge, "Use OnFlush or OnEnqueue.");
        Check(
            OptionTimes.IsZeroOrPositiveOrInfinite(MaxDelay),
            nameof(MaxDelay),
            MaxDelay,
            "Use zero, at most 49 days, or Timeout.InfiniteTimeSpan.");
        Check(
            OptionTimes.IsPositiveOrInfinite(CommitTimeout),
            nameof(CommitTimeout),
            CommitTimeout,
            "Use a positive time of at most 49 days, or Timeout.InfiniteTimeSpan.");
        Check(
            OptionTimes.IsZeroOrPositive(RetryDelay), nameof(RetryDelay), RetryDelay, "Use zero, or at most 49 days.");
        Check(
            OptionTimes.IsZeroOrPositive(MaxRetryDelay),
            nameof(MaxRetryDelay),
            MaxRetryDelay,
            "Use zero, or at most 49 days.");
    }

    private void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Policy(holds, "write-behind policy of", Operation, property, value, remedy);
}
