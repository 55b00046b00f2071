namespace Rote;

/// <summary>
/// Collects the calls of a single-item write and sends them as calls of its bulk sibling: by size, by time, by priority and on
/// demand.
/// </summary>
/// <remarks>
/// <para>
/// The sibling takes the same parameters in the same order, with a collection in place of the one item, and returns nothing, as
/// the single method does; both are asynchronous. All parameters but the item, the <see cref="CancellationToken"/> and those with
/// <see cref="PriorityAttribute"/> are the write's partition: a bulk call carries writes of one partition only. Writes of a
/// partition reach the store in the order in which they were accepted.
/// </para>
/// <para>
/// A call completes when its write is in the store, unless <see cref="Acknowledge"/> says otherwise. Waiting room is bounded:
/// beyond it callers wait. A caller that cancels takes its write back, if it was not sent yet. Disposal delivers what is buffered
/// within <see cref="RoteOptions.DrainTimeout"/>, and hands back what it could not deliver.
/// </para>
/// <para>
/// The bulk call goes to the inner store: aspects of the bulk method do not apply to it. <see cref="InvalidatesAttribute"/> on
/// the single method invalidates after each bulk call, for every write in it; with
/// <see cref="WriteAcknowledgement.OnEnqueue"/> also when the write is accepted.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WriteBehindAttribute : Attribute
{
    /// <summary>Sends calls as calls of <paramref name="bulkMember"/>.</summary>
    /// <param name="bulkMember">The bulk sibling on the same interface: <c>nameof(StoreManyAsync)</c>.</param>
    public WriteBehindAttribute(string bulkMember)
    {
        ArgumentException.ThrowIfNullOrEmpty(bulkMember);
        BulkMember = bulkMember;
    }

    /// <summary>Name of the bulk sibling.</summary>
    public string BulkMember { get; }

    /// <summary>Writes of a partition that make it flush. Default 500.</summary>
    public int FlushSize { get; set; } = 500;

    /// <summary>
    /// Milliseconds that the oldest write of a partition waits for company at most. Default 60,000. 0: none; -1: until something
    /// else flushes.
    /// </summary>
    public int MaxDelayMilliseconds { get; set; } = 60_000;

    /// <summary>Writes of one bulk call at most: the backend's limit. Default 0: <see cref="FlushSize"/>.</summary>
    public int MaxCommitSize { get; set; }

    /// <summary>Bulk calls in flight at most; of one partition there is never more than one. Default 4.</summary>
    public int MaxConcurrentCommits { get; set; } = 4;

    /// <summary>
    /// Writes held at most, until their bulk call has ended. Beyond it everything is flushed and callers wait. Default 10,000.
    /// </summary>
    public int MaxPending { get; set; } = 10_000;

    /// <summary>When a call completes. Default: when the write is in the store.</summary>
    public WriteAcknowledgement Acknowledge { get; set; }

    /// <summary>
    /// Whether a failed bulk call is divided until the write that makes it fail is found, so that it fails alone. Only for bulk
    /// methods that write all of their items or none. Default: a failed bulk call fails all of its writes.
    /// </summary>
    public bool PoisonIsolation { get; set; }

    /// <summary>
    /// Milliseconds after which a bulk call counts as failed and lets go of its partition. Default 60,000; -1: never.
    /// </summary>
    public int CommitTimeoutMilliseconds { get; set; } = 60_000;

    /// <summary>
    /// Whether the asynchronous methods of the interface that return something wait for the writes before them: for those of the
    /// partition that their parameters name, or for all where they do not name one. Streams do not wait. Default: they do not.
    /// </summary>
    public bool ReadYourWrites { get; set; }
}
