using Rote;

namespace BulkSample;

/// <summary>The model behind the interface: it takes 16 texts a call, and counts its calls.</summary>
/// <remarks>Thread-safe. A "vector" is one number here: the sample is about what travels, not about meaning.</remarks>
internal sealed class EmbeddingService : IEmbedder
{
    /// <summary>Texts of one call.</summary>
    public const int MaxTexts = 16;

    private const int MaxLength = 100;
    private readonly TaskCompletionSource _isReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _texts;

    /// <summary>Round trips.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Texts in them: what a provider charges for.</summary>
    public int Texts => Volatile.Read(ref _texts);

    /// <summary>Answers begin: calls until now were on their way all at once, whatever the machine is busy with.</summary>
    public void BeginToAnswer() => _isReady.TrySetResult();

    public async ValueTask<float> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        await TravelAsync(texts: 1, cancellationToken);
        return Embed(text) is { Error: { } error } ? throw error : Embed(text).Value;
    }

    public async ValueTask<IReadOnlyList<BatchResult<float>>> EmbedManyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        if (texts.Count > MaxTexts)
        {
            throw new ArgumentException($"{texts.Count} texts in one call. Send {MaxTexts} at most.", nameof(texts));
        }

        await TravelAsync(texts.Count, cancellationToken);
        return [.. texts.Select(Embed)];
    }

    private static BatchResult<float> Embed(string text)
        => text.Length > MaxLength
            ? BatchResult.FromException<float>(new TextRefusedException(text, MaxLength))
            : BatchResult.FromResult((float)text.Length);

    private async Task TravelAsync(int texts, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _texts, texts);
        await _isReady.Task.WaitAsync(cancellationToken);
    }
}
