namespace Rote.Background;

/// <summary>What a queue had accepted and not processed when it was stopped.</summary>
/// <typeparam name="TItem">An item.</typeparam>
/// <param name="NotStarted">Items that no handler has seen, in the order of the queue.</param>
/// <param name="Interrupted">
/// Items whose handler was cancelled, or did not end in spite of its cancellation: what they do may be done, or be done in part.
/// </param>
public sealed record BackgroundQueueRemainder<TItem>(IReadOnlyList<TItem> NotStarted, IReadOnlyList<TItem> Interrupted)
{
    /// <summary>Items in both lists.</summary>
    public int Count => NotStarted.Count + Interrupted.Count;

    /// <summary>Whether everything was processed.</summary>
    public bool IsEmpty => Count == 0;
}
