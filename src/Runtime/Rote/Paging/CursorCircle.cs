namespace Rote.Paging;

/// <summary>
/// Finds out that cursors go in a circle, so that a stream over them would never end (Brent, An improved Monte Carlo
/// factorization algorithm, 1980): keeps one cursor, and each time as many again have come the one that came then.
/// </summary>
/// <remarks>
/// For one reader. Constant time and memory. A circle is found within about three times its length and what leads to it.
/// </remarks>
internal sealed class CursorCircle
{
    private string? _kept;
    private long _since;
    private long _span = 1;

    /// <summary>Whether a cursor is one that came before.</summary>
    public bool IsClosedBy(string cursor)
    {
        if (cursor == _kept)
        {
            return true;
        }

        if (++_since == _span)
        {
            _kept = cursor;
            _span *= 2;
            _since = 0;
        }

        return false;
    }
}
