namespace Rote.Models;

/// <summary>How a <see cref="RoteEmbeddingGenerator"/> asks its provider, and what it keeps.</summary>
/// <remarks>Read once, when the generator is made; later changes have no effect on it.</remarks>
public sealed class RoteEmbeddingOptions
{
    /// <summary>Time, second level, logs. Default: memory alone, on the system's clock.</summary>
    /// <remarks>
    /// A <see cref="RoteOptions.SecondLevel"/> keeps embeddings beyond the process: on disk, or in a distributed cache.
    /// </remarks>
    public RoteOptions Rote { get; set; } = new();

    /// <summary>
    /// Name of the model where a call does not name one. Default: what the provider's metadata say. Needed with a second level
    /// where they say nothing: vectors of two models must not meet there.
    /// </summary>
    public string? ModelId { get; set; }

    /// <summary>
    /// Components that a vector has where a call does not ask for a number. Default: what the provider's metadata say, or, where
    /// they say nothing, as many as the other vectors of the same request.
    /// </summary>
    public int? ExpectedDimensions { get; set; }

    /// <summary>
    /// Told apart in the key from everything else. Change it to leave old entries of a second level behind: when a self-hosted
    /// model keeps its name but not its weights. Default: none.
    /// </summary>
    public string? Version { get; set; }

    /// <summary>Texts of one request at most. Positive; default 96, which the common providers take.</summary>
    public int MaxItemsPerRequest { get; set; } = 96;

    /// <summary>Tokens of one request at most, by <see cref="CountTokens"/>. Positive; default 100,000.</summary>
    public int MaxTokensPerRequest { get; set; } = 100_000;

    /// <summary>
    /// Tokens of one text at most, by <see cref="CountTokens"/>. Positive, at most <see cref="MaxTokensPerRequest"/>; default
    /// 8,191. A longer text is refused before anything is sent.
    /// </summary>
    public int MaxTokensPerInput { get; set; } = 8_191;

    /// <summary>
    /// Counts the tokens of a text; thread-safe, fast, must not throw. Default: <see cref="TokenEstimate.Of"/>. Plug in the
    /// model's own tokenizer where the limits are tight.
    /// </summary>
    public Func<string, int> CountTokens { get; set; } = TokenEstimate.Of;

    /// <summary>Requests in flight at most. Positive; default 4.</summary>
    public int MaxConcurrentRequests { get; set; } = 4;

    /// <summary>
    /// Time that a text waits for company at most while other requests are in flight. A lone caller never waits. Default 10
    /// milliseconds; zero: none.
    /// </summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Lifetime of an embedding, in memory and in the second level. Positive; default 30 days.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Bytes of texts and vectors in memory at most. Positive; default 256 MiB.</summary>
    public long MaxBytes { get; set; } = 256L << 20;

    /// <summary>A copy, checked.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal RoteEmbeddingOptions Snapshot()
    {
        ArgumentNullException.ThrowIfNull(Rote, nameof(Rote));
        ArgumentNullException.ThrowIfNull(CountTokens, nameof(CountTokens));
        CheckPositive(MaxItemsPerRequest, nameof(MaxItemsPerRequest));
        CheckPositive(MaxTokensPerRequest, nameof(MaxTokensPerRequest));
        CheckPositive(MaxTokensPerInput, nameof(MaxTokensPerInput));
        CheckPositive(ExpectedDimensions ?? 1, nameof(ExpectedDimensions));
        CheckPositive(MaxBytes, nameof(MaxBytes));
        if (MaxTokensPerInput > MaxTokensPerRequest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxTokensPerInput),
                MaxTokensPerInput,
                $"A text of RoteEmbeddingOptions.MaxTokensPerInput tokens does not fit into a request of {MaxTokensPerRequest}. "
                + "Lower it, or raise MaxTokensPerRequest.");
        }

        return (RoteEmbeddingOptions)MemberwiseClone();
    }

    private static void CheckPositive(long value, string property)
    {
        if (value <= 0)
        {
            throw new ArgumentOutOfRangeException(
                property, value, $"RoteEmbeddingOptions.{property} is {value}. Use a positive number.");
        }
    }
}
