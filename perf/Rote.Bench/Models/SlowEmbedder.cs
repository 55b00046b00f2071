using Microsoft.Extensions.AI;

namespace Rote.Bench.Models;

/// <summary>An embedder as far away as a provider: 20 milliseconds. Its vectors depend on the text alone.</summary>
internal sealed class SlowEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 64;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var embeddings = values.Select(text => new Embedding<float>(VectorOf(text))).ToList();
        await Task.Delay(RoundTrip, TimeProvider.System, cancellationToken);
        return new(embeddings);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static float[] VectorOf(string text)
    {
        var vector = new float[Dimensions];
        vector[0] = 1;
        foreach (var letter in text)
        {
            vector[letter % Dimensions]++;
        }

        return vector;
    }
}
