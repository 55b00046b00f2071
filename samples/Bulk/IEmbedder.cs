using Rote;

namespace BulkSample;

/// <summary>Turns texts into vectors.</summary>
internal interface IEmbedder
{
    /// <summary>The vector of one text. Calls that are made at the same time travel together.</summary>
    /// <exception cref="TextRefusedException">The model does not take this text.</exception>
    // SplitBulkCalls: calls of the bulk method itself keep to the model's limit too, however long their list is.
    [Batched(nameof(EmbedManyAsync), MaxBatchSize = EmbeddingService.MaxTexts, SplitBulkCalls = true)]
    ValueTask<float> EmbedAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>The vectors of many texts, aligned with them: each a result or an error of its own.</summary>
    // Were it a list of vectors, one refused text would have to fail the whole call, and with it everybody who is in it.
    ValueTask<IReadOnlyList<BatchResult<float>>> EmbedManyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken = default);
}
