using Rote.Execution;

namespace Rote.Buffering;

/// <summary>One write. Its outcome is what its call waits for; everything else belongs to the buffer's lock.</summary>
internal sealed class PendingWrite<TPartition, TItem> : Outcome<bool>
    where TPartition : struct, IEquatable<TPartition>
{
    public PendingWrite(WritePartition<TPartition, TItem> partition, TItem item, bool isPriority, long sequence)
    {
        Partition = partition;
        Item = item;
        IsPriority = isPriority;
        Sequence = sequence;
        Node = new LinkedListNode<PendingWrite<TPartition, TItem>>(this);
    }

    public WritePartition<TPartition, TItem> Partition { get; }

    public TItem Item { get; }

    public bool IsPriority { get; }

    /// <summary>Place among all calls, in the order in which they came.</summary>
    public long Sequence { get; }

    /// <summary>When it was accepted.</summary>
    public long StartStamp { get; set; }

    public WriteState State { get; set; }

    /// <summary>In the queue for room, then in that of its partition.</summary>
    public LinkedListNode<PendingWrite<TPartition, TItem>> Node { get; }

    /// <summary>Who has written it; <see langword="null"/> where nobody wants to know.</summary>
    public object? Caller { get; set; }

    /// <summary>What a flush of everything waits for.</summary>
    public FlushEpoch? Epoch { get; init; }

    /// <summary>What a flush of its partition waits for.</summary>
    public FlushEpoch? PartitionEpoch { get; init; }
}
