namespace Rote.Models;

/// <summary>
/// A text has more tokens than <see cref="RoteEmbeddingOptions.MaxTokensPerInput"/>. Nothing of its call was sent; other callers
/// are not affected. The text itself is not part of the exception.
/// </summary>
public sealed class EmbeddingInputTooLongException : ArgumentException
{
    /// <summary>Makes one with a message of the runtime.</summary>
    public EmbeddingInputTooLongException()
        : this("A text has more tokens than its model takes. Split it, or raise RoteEmbeddingOptions.MaxTokensPerInput.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the text, its tokens, the limit and the remedy.</param>
    public EmbeddingInputTooLongException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the text, its tokens, the limit and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public EmbeddingInputTooLongException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private EmbeddingInputTooLongException(string message, int index, int tokens, int limit)
        : base(message, "values")
    {
        Index = index;
        Tokens = tokens;
        Limit = limit;
    }

    /// <summary>Position of the text among those of the call, from 0.</summary>
    public int Index { get; }

    /// <summary>Its tokens, as counted.</summary>
    public int Tokens { get; }

    /// <summary>The limit.</summary>
    public int Limit { get; }

    internal static EmbeddingInputTooLongException For(int index, int tokens, int limit)
        => new(
            $"The text at position {index} has {tokens} tokens; at most {limit} are sent. Split the text, or raise "
            + "RoteEmbeddingOptions.MaxTokensPerInput where the model takes more.",
            index,
            tokens,
            limit);
}
