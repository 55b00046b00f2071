namespace Rote.Paging;

/// <summary>Why a cursor was refused.</summary>
public enum CursorRefusal
{
    /// <summary>It is no cursor: too long, cut off, or not base64url.</summary>
    Malformed,

    /// <summary>It was made by another version of the toolkit.</summary>
    OtherVersion,

    /// <summary>It was made with a key that is not, or no longer, in use.</summary>
    UnknownKey,

    /// <summary>
    /// It was changed, or made for another scope or another list. Which of these, nobody can tell: the scope is not in it.
    /// </summary>
    NotAuthentic,

    /// <summary>Its time is over.</summary>
    Expired,
}
