namespace Rote.Schedules.Batching;

/// <summary>The failure of a bulk call, or of one of its items.</summary>
internal sealed class BulkException(BulkRecord bulk) : Exception($"{bulk} fails.")
{
    public BulkRecord Bulk { get; } = bulk;
}
