using Microsoft.Extensions.AI;

namespace AgentMemory.Embedding;

/// <summary>
/// Embeds text on this machine, without a model: signed feature hashing of words and character n-grams, weighted by inverse
/// document frequency, scaled to unit length.
/// </summary>
/// <remarks>
/// Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009. Deterministic; thread-safe; linear in the
/// length of the text. A text without a letter or digit has the zero vector.
/// </remarks>
internal sealed class HashingEmbeddingGenerator(InverseDocumentFrequency weights)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Length of every vector; a power of two.</summary>
    public const int Dimensions = 512;

    private static readonly EmbeddingGeneratorMetadata Metadata =
        new("local", providerUri: null, "hashed-words-and-ngrams", Dimensions);

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(new Embedding<float>(Embed(value)));
        }

        return Task.FromResult(embeddings);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing but memory is held; the interface wants the method.
    }

    private float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        var accumulator = new Accumulator(vector, weights);
        FeatureExtractor.Extract(text, ref accumulator);
        VectorMath.Normalize(vector);
        return vector;
    }

    private readonly struct Accumulator(float[] vector, InverseDocumentFrequency weights) : IFeatureSink
    {
        // A word has about a dozen n-grams: together they weigh less than the word itself.
        private const float GramShare = 0.25f;

        // A feature is spread over several dimensions, each with a sign of its own. Otherwise two words that share their only
        // dimension are the same word; and among thousands of short texts, some do.
        private const int WordPlaces = 8;
        private const int GramPlaces = 2;

        // 2^64 divided by the golden ratio: successive multiples are spread evenly.
        private const ulong Step = 0x9e3779b97f4a7c15;

        public void AddWord(ulong hash) => Add(hash, weights[hash], WordPlaces);

        public void AddGram(ulong hash) => Add(hash, GramShare * weights[hash], GramPlaces);

        private void Add(ulong hash, float weight, int places)
        {
            for (var place = 0; place < places; place++)
            {
                // The sign comes from a bit of its own: collisions cancel out on average instead of adding up.
                vector[(int)(hash & (Dimensions - 1))] += (hash >> 63) == 0 ? weight : -weight;
                hash = StableHash.Finish(hash + Step);
            }
        }
    }
}
