using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>
/// What came back for one text: a vector, or why there is none. Shared by its callers; immutable but for the usage.
/// </summary>
internal sealed class EmbeddingEntry
{
    private const int OverheadBytes = 128;

    private UsageShare? _usage;

    private EmbeddingEntry(Exception? error) => Error = error;

    public ReadOnlyMemory<float> Vector { get; private init; }

    public string? ModelId { get; private init; }

    public DateTimeOffset? CreatedAt { get; private init; }

    /// <summary>Why there is no vector.</summary>
    public Exception? Error { get; }

    /// <summary>Whether it may be kept: a failure may not, nor a vector of zeros, which stands for one.</summary>
    public bool IsCacheable { get; private init; }

    /// <summary>UTF-16 units of its text, which the cache keeps beside it.</summary>
    public int TextLength { get; private init; }

    /// <summary>What it counts towards the bound of the cache, with its text.</summary>
    public long Bytes => OverheadBytes + ((long)TextLength * sizeof(char)) + ((long)Vector.Length * sizeof(float));

    public static EmbeddingEntry FromError(Exception error) => new(error);

    public static EmbeddingEntry FromEmbedding(Embedding<float> embedding, int textLength, UsageShare? usage = null)
        => new(error: null)
        {
            // A copy: a provider may hand out slices of one large array, or use it again.
            Vector = embedding.Vector.ToArray(),
            ModelId = embedding.ModelId,
            CreatedAt = embedding.CreatedAt,
            TextLength = textLength,
            IsCacheable = embedding.Vector.Span.ContainsAnyExcept(0f),
            _usage = usage,
        };

    /// <summary>The tokens it cost; told once, to the first who asks.</summary>
    public UsageShare? TakeUsage() => Interlocked.Exchange(ref _usage, null);

    /// <summary>An embedding of the caller's own.</summary>
    public Embedding<float> ToEmbedding()
    {
        if (Error is not null)
        {
            ExceptionDispatchInfo.Throw(Error);
        }

        return new Embedding<float>(Vector) { ModelId = ModelId, CreatedAt = CreatedAt };
    }
}
