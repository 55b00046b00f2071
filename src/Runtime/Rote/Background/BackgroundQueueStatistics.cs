namespace Rote.Background;

/// <summary>The items of a queue at one moment. All numbers are of the same moment: they add up.</summary>
/// <param name="Queued">Items that wait for a worker.</param>
/// <param name="Running">Items in a handler.</param>
/// <param name="Processed">Items whose handler has ended well.</param>
/// <param name="Failed">Items whose handler has thrown.</param>
/// <param name="Returned">Items handed back when the queue was stopped.</param>
public readonly record struct BackgroundQueueStatistics(int Queued, int Running, long Processed, long Failed, long Returned)
{
    /// <summary>Items that the queue has taken on. Each is in exactly one of the other numbers.</summary>
    public long Accepted => Queued + Running + Processed + Failed + Returned;
}
