namespace Rote.Generators.Model;

/// <summary>Limits of an aggregator; what is <see langword="null"/> is not set.</summary>
/// <param name="MaxBatchSize">Aggregates of one bulk call at most.</param>
/// <param name="MaxBuckets">Open buckets and undelivered aggregates at most.</param>
/// <param name="MaxAttempts">Bulk calls for the same aggregates at most.</param>
/// <param name="NonFinite">Number of the value that says what becomes of samples that are not finite.</param>
internal sealed record AggregationLimitsModel(int? MaxBatchSize, int? MaxBuckets, int? MaxAttempts, int? NonFinite);
