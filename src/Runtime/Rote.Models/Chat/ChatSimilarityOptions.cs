using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>When an answer to a similar prompt will do.</summary>
/// <remarks>
/// Only the text of the last user message may differ. Scope, model, every option and every other message are exactly those of the
/// request that was answered. A wrong threshold gives wrong answers: choose it from prompts of your own.
/// </remarks>
public sealed class ChatSimilarityOptions
{
    /// <summary>Embeds prompts. It is the application's: not disposed of.</summary>
    public required IEmbeddingGenerator<string, Embedding<float>> Embedder { get; init; }

    /// <summary>Cosine of the angle between two prompts from which they count as similar: above 0, at most 1.</summary>
    public required double Threshold { get; init; }

    /// <summary>
    /// Has the last word on a similar prompt: the new one, the answered one. Thread-safe, must not throw. Default:
    /// <see cref="SameFigures"/>.
    /// </summary>
    public Func<string, string, bool> MayStandFor { get; init; } = SameFigures;

    /// <summary>Prompts remembered for each scope and frame at most; the oldest goes first. Positive; default 1,000.</summary>
    public int MaxPromptsPerFrame { get; init; } = 1_000;

    /// <summary>
    /// Scopes and frames remembered at most; the one that was used the longest time ago goes first. Positive; default 1,000.
    /// </summary>
    public int MaxFrames { get; init; } = 1_000;

    /// <summary>
    /// Bytes of prompts, vectors and requests remembered at most; whole frames go first, as with <see cref="MaxFrames"/>, then
    /// the oldest prompts of the frame that is left. Positive; default 256 MiB.
    /// </summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Whether two prompts have the same numbers in the same order, and agree in how often they say no: embedders hardly tell
    /// such prompts apart, and their answers differ.
    /// </summary>
    /// <param name="asked">One prompt.</param>
    /// <param name="answered">The other.</param>
    /// <returns>Whether they do.</returns>
    /// <exception cref="ArgumentNullException">There is no prompt.</exception>
    public static bool SameFigures(string asked, string answered)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(answered);
        return PromptFigures.Of(asked).SequenceEqual(PromptFigures.Of(answered), StringComparer.Ordinal);
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Embedder, nameof(Embedder));
        ArgumentNullException.ThrowIfNull(MayStandFor, nameof(MayStandFor));
        Check(Threshold is > 0 and <= 1, nameof(Threshold), Threshold, "Use a cosine above 0, at most 1.");
        Check(MaxPromptsPerFrame > 0, nameof(MaxPromptsPerFrame), MaxPromptsPerFrame, "Use a positive number.");
        Check(MaxFrames > 0, nameof(MaxFrames), MaxFrames, "Use a positive number.");
        Check(MaxBytes > 0, nameof(MaxBytes), MaxBytes, "Use a positive number.");
    }

    private static void Check(bool holds, string property, object value, string remedy)
        => OptionCheck.Property(holds, nameof(ChatSimilarityOptions), property, value, remedy);
}
