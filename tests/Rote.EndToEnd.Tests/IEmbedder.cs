namespace Rote.EndToEnd.Tests;

/// <summary>Batched members: cached and not, with a group and without, reads and writes.</summary>
public interface IEmbedder : IAsyncDisposable
{
    [Batched(nameof(EmbedManyAsync), MaxBatchSize = 4, MaxConcurrentBatches = 1), Cached(Region = "embeddings")]
    ValueTask<string> EmbedAsync(string text, CancellationToken ct = default);

    [Cached(Region = "embeddings")]
    ValueTask<IReadOnlyList<string>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct = default);

    [Batched(nameof(StoreManyAsync), MaxConcurrentBatches = 1)]
    Task StoreAsync([Scope] string userId, string text, CancellationToken ct = default);

    Task StoreManyAsync([Scope] string userId, IEnumerable<string> texts, CancellationToken ct = default);
}
