namespace Rote.Buffering;

/// <summary>The writes that may travel together, in the order in which they came. Belongs to the buffer's lock.</summary>
internal sealed class WritePartition<TPartition, TItem>
    where TPartition : struct, IEquatable<TPartition>
{
    public WritePartition(in TPartition key, long number)
    {
        Key = key;
        Number = number;
        Node = new LinkedListNode<WritePartition<TPartition, TItem>>(this);
    }

    public TPartition Key { get; }

    /// <summary>Tells partitions apart that began to collect at the same moment.</summary>
    public long Number { get; }

    /// <summary>Accepted and not sent.</summary>
    public LinkedList<PendingWrite<TPartition, TItem>> Queue { get; } = [];

    /// <summary>In the list of those that are ready to be sent.</summary>
    public LinkedListNode<WritePartition<TPartition, TItem>> Node { get; }

    /// <summary>Whether it is in the set of those that still collect.</summary>
    public bool Collecting { get; set; }

    /// <summary>When the oldest write of a collecting partition was accepted.</summary>
    public long CollectingSince { get; set; }

    /// <summary>Whether a commit of it is on its way: then no other begins.</summary>
    public bool Committing { get; set; }

    /// <summary>Writes up to this place in the order are to be sent at once.</summary>
    public long SealedThrough { get; set; } = -1;

    /// <summary>Calls that are not over, those that wait for room among them.</summary>
    public int Outstanding { get; set; }

    public FlushEpochs Epochs { get; } = new();
}
