using Rote.Paging;

namespace PagingSample;

/// <summary>What was read of the list, and which cursors were refused.</summary>
internal sealed record Figures(
    int MissedByOffset,
    int TwiceByOffset,
    int MissedByCursor,
    int TwiceByCursor,
    CursorRefusal? Tampered,
    CursorRefusal? OfAnotherUser,
    CursorRefusal? MadeUp,
    CursorRefusal? Own)
{
    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => MissedByOffset + TwiceByOffset > 0
            && (MissedByCursor, TwiceByCursor) == (0, 0)
            && Tampered == CursorRefusal.NotAuthentic
            && OfAnotherUser == CursorRefusal.NotAuthentic
            && MadeUp == CursorRefusal.Malformed
            && Own is null;

    public string ToTable() => $"""
                                     offset      cursor
        notes that stay         {ReadJob.Notes,11} {ReadJob.Notes,11}
          missed                {MissedByOffset,11} {MissedByCursor,11}
        notes read twice        {TwiceByOffset,11} {TwiceByCursor,11}

        a cursor of one's own        {Show(Own)}
        one that was tampered with   {Show(Tampered)}
        one of another user          {Show(OfAnotherUser)}
        one that was made up         {Show(MadeUp)}
        """;

    private static string Show(CursorRefusal? refusal) => refusal is null ? "taken" : $"refused: {refusal}";
}
