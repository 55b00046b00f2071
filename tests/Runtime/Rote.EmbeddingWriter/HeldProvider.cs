using Microsoft.Extensions.AI;

namespace Rote.EmbeddingWriter;

/// <summary>An embedder whose vectors depend on the text alone, and whose answers are held until they are released.</summary>
internal sealed class HeldProvider : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 8;

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _received;

    /// <summary>Texts that have come in.</summary>
    public int Received => Volatile.Read(ref _received);

    public void Release() => _released.SetResult();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        Interlocked.Add(ref _received, texts.Length);
        await _released.Task.WaitAsync(cancellationToken);
        return new(texts.Select(text => new Embedding<float>(VectorOf(text))));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static float[] VectorOf(string text)
    {
        var vector = new float[Dimensions];
        vector[0] = 1;
        foreach (char letter in text)
        {
            vector[letter % Dimensions]++;
        }

        return vector;
    }
}
