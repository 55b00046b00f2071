using Rote;

namespace TelemetrySample;

/// <summary>The memory of an agent, measured.</summary>
internal interface IRecall
{
    [Monitored]
    Task<IReadOnlyList<string>> SearchAsync(
        [Scope] string user, string query, [MonitoredTag("memory.type")] MemoryKind kind, CancellationToken ct = default);

    [Monitored, Cached(Minutes = 5)]
    ValueTask<string> GetAsync([Scope] string user, string id, CancellationToken ct = default);

    [Monitored, Batched(nameof(EmbedManyAsync), MaxConcurrentBatches = 1)]
    Task<int> EmbedAsync(string text, CancellationToken ct = default);

    Task<IReadOnlyList<int>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct = default);
}
