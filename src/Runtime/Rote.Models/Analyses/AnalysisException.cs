using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>A model did not analyse an input to its end: it refused, or its answer was cut.</summary>
public sealed class AnalysisException : InvalidOperationException
{
    /// <summary>Makes one with a message of the runtime.</summary>
    public AnalysisException()
        : this("The model did not answer to its end.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Says why, and the remedy.</param>
    public AnalysisException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Says why, and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public AnalysisException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private AnalysisException(string message, ChatFinishReason? reason)
        : base(message) => FinishReason = reason;

    /// <summary>Why the model ended.</summary>
    public ChatFinishReason? FinishReason { get; }

    internal static AnalysisException ForRefusal(ChatFinishReason? reason)
        => new("The model refused, or said nothing. Look at the input.", reason);

    internal static AnalysisException For(ChatFinishReason? reason)
        => new($"The model ended with '{reason?.Value}'. Look at the input, or raise ChatOptions.MaxOutputTokens.", reason);
}
