namespace Rote.Buffering;

/// <summary>The counts of a buffer. Belongs to its lock.</summary>
internal sealed class WriteTally
{
    public long Accepted { get; set; }

    public long Delivered { get; set; }

    public long DeadLettered { get; set; }

    public long Returned { get; set; }

    public long Commits { get; set; }

    public long FailedCommits { get; set; }

    public long Retries { get; set; }

    /// <summary>Counted by itself, so that the sum of the others can be held against it.</summary>
    public int Pending { get; set; }
}
