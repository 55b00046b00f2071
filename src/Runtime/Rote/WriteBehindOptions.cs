namespace Rote;

/// <summary>
/// What the application changes about one write-behind buffer; what is <see langword="null"/> stays as the attribute says.
/// </summary>
public sealed class WriteBehindOptions
{
    /// <summary>Writes of a partition that make it flush.</summary>
    public int? FlushSize { get; set; }

    /// <summary>Time that a write waits for company at most.</summary>
    public TimeSpan? MaxDelay { get; set; }

    /// <summary>Writes of one bulk call at most: the backend's limit.</summary>
    public int? MaxCommitSize { get; set; }

    /// <summary>Writes held at most.</summary>
    public int? MaxPending { get; set; }

    /// <summary>Time after which a bulk call counts as failed.</summary>
    public TimeSpan? CommitTimeout { get; set; }

    /// <summary>
    /// Calls for one commit at most, with those that <see cref="ShouldRetry"/> allows. Positive; default 1: no retry.
    /// </summary>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>
    /// Which failures may pass by themselves, and are tried again; such a failure is never taken for a poison item. Default:
    /// none.
    /// </summary>
    public Func<Exception, bool>? ShouldRetry { get; set; }

    /// <summary>
    /// Time before the first retry; it doubles with each up to <see cref="MaxRetryDelay"/>, and a random share of up to a half
    /// is taken off. Not negative; default 200 milliseconds.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time before a retry at most. Not negative; default 10 seconds.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);
}
