namespace Rote.Paging;

/// <summary>
/// A cursor was refused. It comes from outside, so this is an answer to a client (status 400), and not a fault of the program.
/// </summary>
/// <remarks>Neither the cursor nor what is in it is part of the message.</remarks>
public sealed class InvalidCursorException : FormatException
{
    /// <summary>Makes one for a text that is no cursor.</summary>
    public InvalidCursorException()
        : this(CursorRefusal.Malformed)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Says what was refused, and the remedy.</param>
    public InvalidCursorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Says what was refused, and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidCursorException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal InvalidCursorException(CursorRefusal reason)
        : base(MessageOf(reason)) => Reason = reason;

    /// <summary>Why.</summary>
    public CursorRefusal Reason { get; }

    private static string MessageOf(CursorRefusal reason) => reason switch
    {
        CursorRefusal.OtherVersion => "The cursor was made by another version. Begin again with the first page.",
        CursorRefusal.UnknownKey => "The cursor was made with a key that is not in use. Begin again with the first page.",
        CursorRefusal.NotAuthentic
            => "The cursor was changed, or belongs to another scope or list. Pass the next cursor of a page as it came.",
        CursorRefusal.Expired => "The cursor has expired. Begin again with the first page.",
        _ => "The text is no cursor. Pass the next cursor of a page as it came, or none for the first page.",
    };
}
