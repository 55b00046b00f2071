namespace Rote.Schedules.Batching;

/// <summary>A bulk call that gives up by itself, as one with a timeout of its own does.</summary>
internal sealed class BulkCanceledException(BulkRecord bulk) : OperationCanceledException($"{bulk} gives up.")
{
    public BulkRecord Bulk { get; } = bulk;
}
