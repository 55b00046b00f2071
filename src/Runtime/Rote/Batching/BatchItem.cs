using Rote.Execution;

namespace Rote.Batching;

/// <summary>One item and the callers that wait for it. Its fields belong to the batcher's lock.</summary>
internal sealed class BatchItem<TGroup, TItem, TResult> : Outcome<TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    public BatchItem(in TGroup group, TItem item)
    {
        Group = group;
        Item = item;
    }

    public TGroup Group { get; }

    public TItem Item { get; }

    /// <summary>Its key in the index of items that later callers may join.</summary>
    public ItemKey<TGroup, TItem, TResult> Key { get; set; }

    /// <summary>Callers that have not left.</summary>
    public int Waiters { get; set; } = 1;

    /// <summary>The batch it is in; <see langword="null"/>: still waiting for room.</summary>
    public Batch<TGroup, TItem, TResult>? Batch { get; set; }

    /// <summary>Its place in the queue for room.</summary>
    public LinkedListNode<BatchItem<TGroup, TItem, TResult>>? RoomNode { get; set; }
}
