namespace Rote;

/// <summary>
/// Buffered writes that an explicit flush waited for were not delivered, or the buffer takes no more writes because too many that
/// failed are waiting to be taken back.
/// </summary>
public sealed class RoteWriteBehindException : InvalidOperationException
{
    /// <summary>Makes one without a number.</summary>
    public RoteWriteBehindException()
        : this("Buffered writes were not delivered.")
    {
    }

    /// <summary>Makes one without a number.</summary>
    /// <param name="message">What happened.</param>
    public RoteWriteBehindException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a number.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public RoteWriteBehindException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private RoteWriteBehindException(string message, Exception? innerException, int undeliveredItems)
        : base(message, innerException)
        => UndeliveredItems = undeliveredItems;

    /// <summary>Writes not delivered.</summary>
    public int UndeliveredItems { get; }

    internal static RoteWriteBehindException OfFlush(string operation, int undelivered, Exception? first)
        => new(
            $"{undelivered} of the writes of '{operation}' that the flush waited for were not delivered. "
            + "Each went to its caller or to RoteOptions.DeadLetters, or TakeReturned hands it back. "
            + "The inner exception is the first one's.",
            first,
            undelivered);

    internal static RoteWriteBehindException OfRefusal(string operation, int returned)
        => new(
            $"'{operation}' refuses writes: {returned} that were acknowledged at enqueue have failed and nobody took them. "
            + "Set RoteOptions.DeadLetters, or call TakeReturned.",
            innerException: null,
            returned);
}
