using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Embeddings;

/// <summary>A provider of the test's own: records what it is asked, answers as it is told.</summary>
internal sealed class FakeEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ConcurrentQueue<string[]> _requests = new();

    /// <summary>The requests so far, each with its texts.</summary>
    public IReadOnlyList<string[]> Requests => [.. _requests];

    /// <summary>The options of the requests.</summary>
    public ConcurrentQueue<EmbeddingGenerationOptions?> Options { get; } = new();

    public EmbeddingGeneratorMetadata? Metadata { get; set; } = new("fake", null, "letters", 2);

    public Func<string, float[]> VectorOf { get; set; } = static text => [1, text.Length];

    /// <summary>Answers in place of <see cref="VectorOf"/>.</summary>
    public Func<string[], GeneratedEmbeddings<Embedding<float>>>? Answer { get; set; }

    /// <summary>Held until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Tokens it says that it took, for each text.</summary>
    public long? TokensPerText { get; set; } = 10;

    public bool IsDisposed { get; private set; }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        _requests.Enqueue(texts);
        Options.Enqueue(options);
        await Gate.WaitAsync(cancellationToken);
        return Answer is { } answer ? answer(texts) : Embeddings(texts);
    }

    public GeneratedEmbeddings<Embedding<float>> Embeddings(IReadOnlyCollection<string> texts)
        => new(texts.Select(text => new Embedding<float>(VectorOf(text)) { ModelId = "letters-1" }))
        {
            Usage = TokensPerText is { } tokens
                ? new UsageDetails { InputTokenCount = tokens * texts.Count, TotalTokenCount = tokens * texts.Count }
                : null,
        };

    public object? GetService(Type serviceType, object? serviceKey = null)
        => serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata : null;

    public void Dispose() => IsDisposed = true;
}
