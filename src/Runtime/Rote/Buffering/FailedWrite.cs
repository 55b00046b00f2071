namespace Rote.Buffering;

/// <summary>A write that is given up.</summary>
/// <param name="Write">The write.</param>
/// <param name="Reason">Why.</param>
/// <param name="Error">What its caller gets.</param>
/// <param name="MayBeStored">Whether the store may have it all the same.</param>
internal readonly record struct FailedWrite<TPartition, TItem>(
    PendingWrite<TPartition, TItem> Write, DeadLetterReason Reason, Exception Error, bool MayBeStored)
    where TPartition : struct, IEquatable<TPartition>;
