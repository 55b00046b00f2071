namespace Rote.Schedules.Caching;

/// <summary>One call of a region, and what was true when it began.</summary>
internal sealed class CallRecord
{
    public required int Number { get; init; }

    public required string Kind { get; init; }

    public required int[] Keys { get; init; }

    /// <summary>The caller's token; <see langword="null"/>: this one cannot leave.</summary>
    public CancellationTokenSource? Caller { get; init; }

    public required CancellationToken Token { get; init; }

    public required bool CancelledAtBegin { get; init; }

    /// <summary>Version of each key of the store below which this call must not see anything.</summary>
    public required long[] Floor { get; init; }

    /// <summary>Invalidations of each key that had ended.</summary>
    public required int[] Invalidated { get; init; }

    /// <summary>Failures that some caller of a key had seen, as pairs of load and key.</summary>
    public required int FailuresSeen { get; init; }

    /// <summary>Moves of the clock that had ended: the timers that fire in one are steps.</summary>
    public required int ClockMoves { get; init; }

    /// <summary>How many loads it is nested in.</summary>
    public required int Depth { get; init; }

    public required bool IsSynchronous { get; init; }

    /// <summary>Asynchronous calls of each key that had ended.</summary>
    public required int[] AsynchronousEnded { get; init; }

    public bool Ended { get; set; }

    /// <summary>Compares with the number of a call that began later or earlier.</summary>
    public int EndedAt { get; set; } = int.MaxValue;

    public override string ToString() => $"call {Number} {Kind}({string.Join(",", Keys)})";
}
