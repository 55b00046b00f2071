using Microsoft.Extensions.AI;
using OpenAI.Embeddings;

namespace ModelClientsSample;

/// <summary>
/// An embedding model of the package OpenAI, behind the interface of Microsoft.Extensions.AI. Counts what it sends.
/// </summary>
internal sealed class OpenAIEmbedder(EmbeddingClient client, ModelEndpoint endpoint)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("openai", endpoint.Address, endpoint.EmbeddingModel);
    private int _texts;

    /// <summary>Texts sent so far.</summary>
    public int Texts => Volatile.Read(ref _texts);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        Interlocked.Add(ref _texts, texts.Length);
        var sent = new OpenAI.Embeddings.EmbeddingGenerationOptions { Dimensions = options?.Dimensions };
        OpenAIEmbeddingCollection answer = await client.GenerateEmbeddingsAsync(texts, sent, cancellationToken);
        return new(answer.Select(embedding => new Embedding<float>(embedding.ToFloats()) { ModelId = answer.Model }))
        {
            Usage = new UsageDetails
            {
                InputTokenCount = answer.Usage.InputTokenCount,
                TotalTokenCount = answer.Usage.TotalTokenCount,
            },
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
        => serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : null;

    public void Dispose()
    {
        // The client of the package owns nothing.
    }
}
