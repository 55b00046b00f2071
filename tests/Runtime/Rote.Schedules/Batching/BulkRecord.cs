namespace Rote.Schedules.Batching;

/// <summary>One bulk call.</summary>
internal sealed class BulkRecord
{
    public required int Number { get; init; }

    public required int Group { get; init; }

    public required IReadOnlyList<BatchItem> Items { get; init; }

    public required CancellationToken Token { get; init; }

    public BulkEnd End { get; set; }

    public bool InFlight { get; set; } = true;

    /// <summary>Whether it came to an answer, for some of its items at least.</summary>
    public bool Answered { get; set; }

    /// <summary>Items that fail alone.</summary>
    public HashSet<int> FailedValues { get; } = [];

    /// <summary>When some caller first had its answer, in events of the model.</summary>
    public int FirstDeliveredAt { get; set; } = int.MaxValue;

    public bool Has(BatchCallRecord call)
        => call.Group == Group && Items.Any(item => item.Value == call.Value);

    public override string ToString() => $"bulk {Number} ({Group}/{string.Join(",", Items.Select(item => item.Value))})";
}
