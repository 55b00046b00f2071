namespace Rote.Models;

/// <summary>
/// A provider's answer is of no use: not one vector for each text, a vector of a wrong dimension, or one with a component that is
/// no finite number. Nothing of it is cached.
/// </summary>
public sealed class InvalidEmbeddingException : InvalidOperationException
{
    /// <summary>Makes one with a message of the runtime.</summary>
    public InvalidEmbeddingException()
        : this("The answer of an embedding model is of no use. Look at the provider.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the model, what it answered and the remedy.</param>
    public InvalidEmbeddingException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the model, what it answered and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidEmbeddingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal static InvalidEmbeddingException ForCount(string? model, int? answered, int asked)
        => new(
            $"The embedding model '{model}' answered with {answered?.ToString(Invariant) ?? "no"} vectors for {asked} texts. Its "
            + "client must return one vector for each text, in their order.");

    internal static InvalidEmbeddingException ForDimensions(string? model, int answered, int expected)
        => new(
            $"The embedding model '{model}' answered with a vector of {answered} components instead of {expected}. Ask for what "
            + "the model has, or set RoteEmbeddingOptions.ExpectedDimensions.");

    internal static InvalidEmbeddingException ForNonFinite(string? model)
        => new(
            $"The embedding model '{model}' answered with a vector that has a component which is no finite number. Such a vector "
            + "is close to nothing; ask again, or look at the provider.");

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
