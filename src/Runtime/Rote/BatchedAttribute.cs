namespace Rote;

/// <summary>
/// Coalesces concurrent calls of a single-item method into calls of its bulk sibling.
/// </summary>
/// <remarks>
/// <para>
/// The sibling takes the same parameters in the same order, with a collection in place of the one item, and returns a list
/// aligned with it, or nothing where the single method returns nothing. Where single items can fail, it is a list of
/// <see cref="BatchResult{TResult}"/>; where items can be missing, it may be a dictionary, and the single method's result is
/// <see langword="null"/> for them. All parameters but the item, and the
/// <see cref="CancellationToken"/>, are part of the batch's group: calls that differ in them never share a batch.
/// </para>
/// <para>
/// A bulk method may also take several arguments item by item, scopes among them: as lists that are aligned, with
/// <see cref="ScopeAttribute"/> where the single method has it, or as one list of tuples that name their parts as the single
/// method does. A batch then holds calls of several scopes, and an item is all its parts.
/// </para>
/// <para>
/// A call is sent at once when nothing else is in flight; otherwise a batch is sent when it is full, when an earlier one has
/// come back, or after <see cref="MaxDelayMilliseconds"/>. Equal items of calls that return a result are sent once; items of
/// calls that return nothing are all sent, in order. An item whose callers have all cancelled is not sent. Waiting room is
/// bounded (<see cref="RoteOptions.MaxPendingBatchItems"/>): beyond it callers wait.
/// </para>
/// <para>
/// The bulk call goes to the inner store: aspects of the bulk method do not apply to it. A batched write that makes something
/// stale carries its own <see cref="InvalidatesAttribute"/>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class BatchedAttribute : Attribute
{
    /// <summary>Coalesces calls into calls of <paramref name="bulkMember"/>.</summary>
    /// <param name="bulkMember">The bulk sibling on the same interface: <c>nameof(EmbedManyAsync)</c>.</param>
    public BatchedAttribute(string bulkMember)
    {
        ArgumentException.ThrowIfNullOrEmpty(bulkMember);
        BulkMember = bulkMember;
    }

    /// <summary>Name of the bulk sibling.</summary>
    public string BulkMember { get; }

    /// <summary>Items of one bulk call at most, after duplicates are removed. Default 128.</summary>
    public int MaxBatchSize { get; set; } = 128;

    /// <summary>
    /// Milliseconds that a call waits for company at most while others are in flight. Default 10. Timers tick every 4 to 15 ms:
    /// less is not a promise that can be kept.
    /// </summary>
    public int MaxDelayMilliseconds { get; set; } = 10;

    /// <summary>Bulk calls in flight at most. Default 4.</summary>
    public int MaxConcurrentBatches { get; set; } = 4;

    /// <summary>
    /// Whether calls of the bulk method itself with more than <see cref="MaxBatchSize"/> items are split into several, sent under
    /// the same limits, with their results put together in order. Default no: a bulk write may have to be one transaction.
    /// Needs a list that can be counted, a list of results or none, and no parameter that the single method lacks.
    /// </summary>
    public bool SplitBulkCalls { get; set; }
}
