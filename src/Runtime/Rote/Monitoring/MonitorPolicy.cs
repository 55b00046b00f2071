namespace Rote.Monitoring;

/// <summary>How an operation is measured.</summary>
public sealed record MonitorPolicy
{
    private const int MaxTags = 3;

    /// <summary>Name in spans and metrics. It becomes a tag: it must not hold an argument of the call.</summary>
    public required string Operation { get; init; }

    /// <summary>Duration from which a call is logged. Zero: never.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>Tags that arguments decide: three at most.</summary>
    public IReadOnlyList<MonitorTag> Tags { get; init; } = [];

    /// <summary>Whether allocations and inner calls are measured, too.</summary>
    public bool Profile { get; init; }

    /// <summary>This policy.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal MonitorPolicy Validated()
    {
        ArgumentException.ThrowIfNullOrEmpty(Operation);
        if (Slow < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Slow),
                Slow,
                $"The monitor policy of '{Operation}' is invalid. Use zero for no log, or a positive duration.");
        }

        return Tags.Count <= MaxTags
            ? this
            : throw new ArgumentOutOfRangeException(
                nameof(Tags), Tags.Count, $"The monitor policy of '{Operation}' has too many tags. Use {MaxTags} at most.");
    }
}
