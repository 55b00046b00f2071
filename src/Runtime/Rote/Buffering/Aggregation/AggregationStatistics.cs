namespace Rote.Buffering;

/// <summary>The samples of an aggregator. Exact while no call is under way.</summary>
/// <param name="OpenBuckets">Buckets that take samples.</param>
/// <param name="PendingAggregates">Sealed aggregates that are not delivered yet.</param>
/// <param name="OpenSamples">Samples in open buckets.</param>
/// <param name="PendingSamples">Samples in sealed aggregates that are not delivered yet.</param>
/// <param name="DeliveredSamples">Samples in delivered aggregates.</param>
/// <param name="LostSamples">Samples in aggregates that were given up and reported.</param>
public readonly record struct AggregationStatistics(
    int OpenBuckets,
    int PendingAggregates,
    long OpenSamples,
    long PendingSamples,
    long DeliveredSamples,
    long LostSamples)
{
    /// <summary>Samples that opened a bucket again which was closed before.</summary>
    public long LateSamples { get; init; }

    /// <summary>Samples left out by <see cref="Rote.Buffering.NonFiniteSamples.Count"/>. They are not accepted.</summary>
    public long NonFiniteSamples { get; init; }

    /// <summary>Samples that were taken on. Each is in exactly one of open, pending, delivered and lost.</summary>
    public long AcceptedSamples => OpenSamples + PendingSamples + DeliveredSamples + LostSamples;
}
