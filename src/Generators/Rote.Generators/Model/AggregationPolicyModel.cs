namespace Rote.Generators.Model;

/// <summary>How samples are folded and delivered; what is <see langword="null"/> is not set.</summary>
/// <param name="Operation">Name of the single operation.</param>
/// <param name="BucketSeconds">Length of a bucket.</param>
/// <param name="OffsetMinutes">What edges are shifted by.</param>
/// <param name="TimeZone">Name of the zone whose midnights are the edges.</param>
/// <param name="LatenessSeconds">Time that a bucket stays open after its end.</param>
/// <param name="FlushSeconds">Time between two looks.</param>
/// <param name="Limits">Limits, and what becomes of samples that are not finite.</param>
internal sealed record AggregationPolicyModel(
    string Operation,
    int? BucketSeconds,
    int? OffsetMinutes,
    string? TimeZone,
    int? LatenessSeconds,
    int? FlushSeconds,
    AggregationLimitsModel Limits);
