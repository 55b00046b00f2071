using Rote.Buffering;

namespace Rote;

/// <summary>
/// Folds the samples of a method that records one into buckets of time, and stores aggregates by a bulk method in their place.
/// </summary>
/// <remarks>
/// <para>
/// The sample is the parameter marked <see cref="SampleAttribute"/>, or the only numeric one. Its time is the one
/// <see cref="DateTimeOffset"/>, or else now. The bulk method takes a collection of <see cref="Aggregate{TSeries}"/>. Parameters
/// that both methods have, of one name and type, are the group: aggregates that differ in them never share a bulk call. Scopes
/// must be among them. What is left is the series, and what the aggregates are of: one parameter as it is, several as a tuple.
/// </para>
/// <para>
/// A call completes when its sample is accepted, not when it is stored. See <see cref="SampleAggregator{TSeries}"/> for buckets,
/// late samples, bounds and failures. The bulk call goes to the inner store: aspects of the bulk method do not apply to it.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AggregatedAttribute : Attribute
{
    /// <summary>Stores aggregates by <paramref name="bulkMember"/>.</summary>
    /// <param name="bulkMember">The bulk method on the same interface: <c>nameof(StoreAggregatesAsync)</c>.</param>
    public AggregatedAttribute(string bulkMember)
    {
        ArgumentException.ThrowIfNullOrEmpty(bulkMember);
        BulkMember = bulkMember;
    }

    /// <summary>Name of the bulk method.</summary>
    public string BulkMember { get; }

    /// <summary>Length of a bucket in seconds. Default 900: 15 minutes.</summary>
    public int BucketSeconds { get; set; } = 900;

    /// <summary>Minutes by which edges are shifted against UTC's. Default 0.</summary>
    public int OffsetMinutes { get; set; }

    /// <summary>
    /// Name of the time zone whose midnights are the edges, for buckets of whole days: <c>Europe/Berlin</c>. Default: none. A
    /// zone that the machine does not know fails the construction of the decorator (<see cref="TimeZoneNotFoundException"/>).
    /// </summary>
    public string? TimeZone { get; set; }

    /// <summary>Seconds that a bucket stays open after its end. Default 30.</summary>
    public int AllowedLatenessSeconds { get; set; } = 30;

    /// <summary>Seconds between two looks for buckets that are over, and between attempts. Default 10.</summary>
    public int FlushIntervalSeconds { get; set; } = 10;

    /// <summary>Aggregates of one bulk call at most. Default 500.</summary>
    public int MaxBatchSize { get; set; } = 500;

    /// <summary>Open buckets and undelivered aggregates at most. Default 100,000.</summary>
    public int MaxBuckets { get; set; } = 100_000;

    /// <summary>Bulk calls for the same aggregates at most. Default 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>What becomes of samples that are not a number, or infinite. Default: refused.</summary>
    public NonFiniteSamples NonFinite { get; set; }
}
