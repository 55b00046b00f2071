namespace Rote;

/// <summary>
/// A bulk method broke its contract: it answered with no list, or with a list that is not aligned with the items it was asked
/// for. Every caller of that bulk call gets it and nothing is cached.
/// </summary>
public sealed class RoteContractException : InvalidOperationException
{
    /// <summary>Makes one with a message of the runtime.</summary>
    public RoteContractException()
        : this("A bulk method broke its contract. Return one result for each item asked for, in the same order.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the operation, what it answered and the remedy.</param>
    public RoteContractException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the operation, what it answered and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public RoteContractException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal static void ThrowIfMisaligned<T>(IReadOnlyList<T>? results, int asked, string operation)
    {
        if (results is null)
        {
            throw new RoteContractException(
                $"The bulk call of '{operation}' returned null for {asked} items. Return a list with one result per item.");
        }

        if (results.Count != asked)
        {
            throw new RoteContractException(
                $"The bulk call of '{operation}' returned {results.Count} results for {asked} items. "
                + "Return one result for each item, in the same order; null stands for an absent one.");
        }
    }
}
