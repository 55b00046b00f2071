using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Which answers a <see cref="RoteChatClient"/> keeps, and for whom.</summary>
/// <remarks>Read once, when the client is made; later changes have no effect on it.</remarks>
public sealed class RoteChatOptions
{
    /// <summary>Time, second level, logs. Default: memory alone, on the system's clock.</summary>
    public RoteOptions Rote { get; set; } = new();

    /// <summary>
    /// Name of the model where a request does not name one. Default: what the provider's metadata say. Needed with a second level
    /// where they say nothing.
    /// </summary>
    public string? ModelId { get; set; }

    /// <summary>
    /// Whom an answer may be shown to: tenant, user or session. Called once for each request, in its caller's context; answers of
    /// two scopes never meet. <see langword="null"/> as its result: the request goes to the provider and its answer is not kept.
    /// Default: one scope for all. See also <see cref="RoteChatClient.WithScope"/>.
    /// </summary>
    public Func<ChatOptions?, string?>? ScopeOf { get; set; }

    /// <summary>Lifetime of an answer. Positive; default 24 hours.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Bytes of requests and answers in memory at most. Positive; default 64 MiB.</summary>
    public long MaxBytes { get; set; } = 64L << 20;

    /// <summary>
    /// What an answer must pass besides, to be kept; thread-safe, must not throw and must not change it. Default: nothing.
    /// </summary>
    public Func<ChatResponse, bool>? MayKeep { get; set; }

    /// <summary>
    /// Answers prompts that are similar to answered ones. Default: <see langword="null"/>, only equal requests are one.
    /// </summary>
    public ChatSimilarityOptions? Similarity { get; set; }

    /// <summary>
    /// Answer prompts without a model; the first that has an answer gives it. Not asked where a request wants JSON or a tool's
    /// call.
    /// </summary>
    public IList<ChatTemplate> Templates { get; private set; } = [];

    /// <summary>
    /// Whether a prompt, the text of the last user message, is worth asking the model; thread-safe, must not throw. For
    /// extraction: <c>new MemorableText().IsWorthACall</c>. Default: every prompt is.
    /// </summary>
    public Func<string, bool>? IsWorthACall { get; set; }

    /// <summary>The answer to a prompt that is not worth a call. Default: the empty text.</summary>
    public string SkippedAnswer { get; set; } = "";

    /// <summary>A copy, checked.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal RoteChatOptions Snapshot()
    {
        ArgumentNullException.ThrowIfNull(Rote, nameof(Rote));
        if (MaxBytes <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxBytes), MaxBytes, $"RoteChatOptions.MaxBytes is {MaxBytes}. Use a positive number.");
        }

        ArgumentNullException.ThrowIfNull(SkippedAnswer, nameof(SkippedAnswer));
        Similarity?.Validate();
        var copy = (RoteChatOptions)MemberwiseClone();
        copy.Templates = [.. Templates];
        return copy;
    }
}
