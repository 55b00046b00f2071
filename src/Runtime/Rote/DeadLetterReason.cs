namespace Rote;

/// <summary>Why a buffered write was given up.</summary>
public enum DeadLetterReason
{
    /// <summary>Its bulk call failed, or the store is down.</summary>
    Failed,

    /// <summary>Bisection found that this write alone makes bulk calls fail.</summary>
    Poison,

    /// <summary>The bulk call did not answer in time. It may still write.</summary>
    Timeout,

    /// <summary>Disposal's deadline came first.</summary>
    Drain,
}
