namespace Rote.Monitoring;

/// <summary>How an operation is measured.</summary>
public sealed record MonitorPolicy
{
    /// <summary>Name in spans and metrics.</summary>
    public required string Operation { get; init; }

    /// <summary>Duration from which a call is logged. Zero: never.</summary>
    public TimeSpan Slow { get; init; }
}
