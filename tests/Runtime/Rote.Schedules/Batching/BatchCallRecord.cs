namespace Rote.Schedules.Batching;

/// <summary>One call of a batcher.</summary>
internal sealed class BatchCallRecord
{
    public required int Number { get; init; }

    /// <summary>Who calls, one call after another; -1 for a call out of a continuation.</summary>
    public required int Program { get; init; }

    public required int Group { get; init; }

    public required int Value { get; init; }

    /// <summary>How many calls it was made after the end of.</summary>
    public required int Depth { get; init; }

    /// <summary>The caller's token; <see langword="null"/>: this one cannot leave.</summary>
    public CancellationTokenSource? Source { get; init; }

    public required CancellationToken Token { get; init; }

    /// <summary>When it began, in events of the model.</summary>
    public required int BeganAt { get; init; }

    /// <summary>
    /// Whether its end is seen as it comes: not while the caller is still in a bulk call that it sends for all, nor where it
    /// awaits several together.
    /// </summary>
    public bool IsAwaited { get; set; }

    public bool Ended { get; set; }

    public BatchCallEnd End { get; set; }

    /// <summary>It had left when nothing moved: its item is not in a batch on its way out.</summary>
    public bool LeftForGood { get; set; }

    /// <summary>Of a write: the bulk call that carried it.</summary>
    public BulkRecord? Bulk { get; set; }

    public override string ToString() => $"call {Number} ({Group}/{Value})";
}
