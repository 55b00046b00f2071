using Rote.Buffering;

namespace Rote.EndToEnd.Tests;

/// <summary>Samples that are folded, and stored through a pipeline.</summary>
public interface IResilientSamples
{
    [Aggregated(nameof(StoreAsync), FlushIntervalSeconds = 3600), Resilient(BreakAfter = 2, BreakMilliseconds = 1000)]
    ValueTask RecordAsync(string series, [Sample] double value, CancellationToken ct = default);

    Task StoreAsync(IReadOnlyList<Aggregate<string>> aggregates, CancellationToken ct = default);
}
