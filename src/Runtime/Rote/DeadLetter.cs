namespace Rote;

/// <summary>A buffered write that was given up, for the application to keep, repair or report.</summary>
public sealed record DeadLetter
{
    /// <summary>Name of the single-item operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The arguments that all writes of its partition have in common, by the names of their parameters.</summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Arguments { get; init; }

    /// <summary>The item.</summary>
    public required object? Item { get; init; }

    /// <summary>Why it was given up.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>What its last bulk call threw, or <see cref="TimeoutException"/> or <see cref="RoteDrainException"/>.</summary>
    public required Exception Exception { get; init; }

    /// <summary>
    /// Whether the store may have it all the same: its bulk call had begun, and did not promise to write all or nothing.
    /// </summary>
    public required bool MayBeStored { get; init; }
}
