using Rote.Paging;

namespace PagingSample;

/// <summary>Reads a list that others write to, by offset and by cursor, and tries cursors that are no good.</summary>
internal static class ReadJob
{
    public const int Notes = 400;
    public const int PageSize = 20;

    // The sample's own. An application reads its key from its secrets.
    private static readonly CursorKey Key = new(1, new byte[CursorKey.MinSecretBytes]);

    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var byOffset = new List<Note>();
        var offsets = new NoteStore(Key);
        while (await offsets.ListByOffsetAsync("ann", byOffset.Count, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            byOffset.AddRange(page);
        }

        var byCursor = new List<Note>();
        var store = new NoteStore(Key);
        await using var notes = store.Decorate();
        await foreach (var note in notes.ReadAsync("ann", cancellationToken))
        {
            byCursor.Add(note);
        }

        var first = await notes.ListAsync("ann", cursor: null, PageSize, cancellationToken);
        string cursor = first.Next!;
        return new Figures(
            MissedOf(byOffset),
            TwiceOf(byOffset),
            MissedOf(byCursor),
            TwiceOf(byCursor),
            await RefusalOfAsync(notes, "ann", Tampered(cursor), cancellationToken),
            await RefusalOfAsync(notes, "bob", cursor, cancellationToken),
            await RefusalOfAsync(notes, "ann", "page 2", cancellationToken),
            await RefusalOfAsync(notes, "ann", cursor, cancellationToken));
    }

    private static int MissedOf(List<Note> read) => Notes - read.Where(note => note.Id % 2 == 0).Distinct().Count();

    private static int TwiceOf(List<Note> read) => read.Count - read.Distinct().Count();

    // Somebody tries to begin elsewhere.
    private static string Tampered(string cursor)
    {
        char[] characters = cursor.ToCharArray();
        int middle = characters.Length / 2;
        characters[middle] = characters[middle] == 'A' ? 'B' : 'A';
        return new string(characters);
    }

    private static async Task<CursorRefusal?> RefusalOfAsync(
        NotesDecorator notes, string userId, string cursor, CancellationToken cancellationToken)
    {
        try
        {
            await notes.ListAsync(userId, cursor, PageSize, cancellationToken);
            return null;
        }
        catch (InvalidCursorException error)
        {
            return error.Reason;
        }
    }
}
