using Rote;
using Rote.Buffering;

namespace AggregationSample;

/// <summary>What the model calls of agents cost, in tokens.</summary>
internal interface IUsageStore
{
    /// <summary>Records what one call of a model took.</summary>
    /// <param name="tenant">Who pays. Both methods take it, so aggregates of two tenants never share a bulk call.</param>
    /// <param name="agent">With <paramref name="model"/> the series: only this method takes them.</param>
    /// <param name="model">See <paramref name="agent"/>.</param>
    /// <param name="tokens">The sample. It is the only number here, so the mark could be left out.</param>
    /// <param name="at">When. Without such a parameter: now.</param>
    /// <param name="cancellationToken">Ends the wait for room, where too many buckets are open.</param>
    [Aggregated(nameof(StoreUsageAsync), BucketSeconds = 900, AllowedLatenessSeconds = 60)]
    ValueTask RecordAsync(
        [Scope] string tenant,
        string agent,
        string model,
        [Sample] int tokens,
        DateTimeOffset at,
        CancellationToken cancellationToken = default);

    /// <summary>Stores quarters of an hour: of each the smallest, largest, last and average call, sum and count.</summary>
    ValueTask StoreUsageAsync(
        [Scope] string tenant,
        IReadOnlyList<Aggregate<(string Agent, string Model)>> usage,
        CancellationToken cancellationToken = default);
}
