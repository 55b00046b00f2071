namespace Rote.Resilience;

/// <summary>
/// How calls of an operation are made resilient; what is <see langword="null"/> has the default of
/// <see cref="ResilientAttribute"/>.
/// </summary>
public sealed record ResiliencePolicy
{
    /// <summary>Name of the operation, in metrics and exceptions.</summary>
    public required string Operation { get; init; }

    /// <summary>Whether the call changes nothing, so that it can be repeated and hedged.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether a repeated call does what one does.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether the call comes from a buffer, which repeats what has to be repeated itself.</summary>
    public bool IsBuffered { get; init; }

    /// <summary>Whether the call can be cancelled; where not, no timeout reaches the store.</summary>
    public bool TakesToken { get; init; } = true;

    /// <summary>Time for the whole call.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Time for one call of the store.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Calls after the first that failed, at most.</summary>
    public int? Retries { get; init; }

    /// <summary>Time before the first retry, on average.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Calls from which on the breaker looks at them.</summary>
    public int? BreakAfter { get; init; }

    /// <summary>Time that the breaker stays open.</summary>
    public TimeSpan? BreakDuration { get; init; }

    /// <summary>Time after which a read is asked for a second time. Zero: never.</summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>Calls in the store at most. 0: no limit.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Calls that wait for each limit at most.</summary>
    public int? MaxQueued { get; init; }

    /// <summary>Calls of the store per second at most. 0: no limit.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Whether a call that failed may be made again.</summary>
    internal bool CanRepeat => !IsBuffered && (IsReadOnly || IsIdempotent);
}
