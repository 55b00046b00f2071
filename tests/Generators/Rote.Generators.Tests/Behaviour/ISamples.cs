using Rote.Buffering;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Samples of several forms.</summary>
public interface ISamples
{
    [Aggregated(nameof(StoreAsync))]
    ValueTask RecordAsync(string series, double value, DateTimeOffset at, CancellationToken ct = default);

    ValueTask StoreAsync(IReadOnlyList<Aggregate<string>> aggregates, CancellationToken ct = default);

    [Aggregated(nameof(StorePricesAsync)), Monitored]
    Task PriceAsync([Scope] string tenant, string pool, int chain, [Sample] decimal price);

    Task StorePricesAsync([Scope] string tenant, List<Aggregate<(string Pool, int Chain)>> prices);

    [Aggregated(nameof(StoreAsync))]
    ValueTask UnfitAsync([Scope] string tenant, string series, double value);
}
