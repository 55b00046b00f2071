using Rote.Paging;

namespace PagingSample;

/// <summary>Ordered notes. Every page that is read is followed by a write near the beginning.</summary>
/// <param name="key">Signs cursors. An application reads it from its secrets, and never writes it into code.</param>
internal sealed class NoteStore(CursorKey key) : INotes
{
    private const int NotesOfATime = 8;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CursorCodec<DateTimeOffset, long> _cursors
        = new(new CursorOptions { Purpose = "INotes.ListAsync", Keys = { key }, Lifetime = TimeSpan.FromHours(1) });

    // Those that stay have even ids.
    private readonly SortedSet<Cursor<DateTimeOffset, long>> _notes
        = [.. Enumerable.Range(0, ReadJob.Notes).Select(number => PositionOf(2L * number))];

    private int _writes;

    public int Pages { get; private set; }

    public ValueTask<Page<Note>> ListAsync(string userId, string? cursor, int limit, CancellationToken ct = default)
    {
        var after = _cursors.Decode(cursor, userId);
        var read = _notes.Where(note => after is null || note > after.Value).Take(limit + 1).Select(ToNote).ToList();
        Write();
        Pages++;
        return new(_cursors.ToPage(read, limit, note => PositionOf(note.Id), userId));
    }

    public IAsyncEnumerable<Note> ReadAsync(string userId, CancellationToken ct = default)
        => throw new NotSupportedException("The decorator reads pages.");

    public ValueTask<IReadOnlyList<Note>> ListByOffsetAsync(
        string userId, int offset, int limit, CancellationToken ct = default)
    {
        IReadOnlyList<Note> page = [.. _notes.Skip(offset).Take(limit).Select(ToNote)];
        Write();
        return new(page);
    }

    // After a page, six notes come near the beginning; after the next, three of those go again.
    private void Write()
    {
        _writes++;
        if (_writes % 2 == 1)
        {
            foreach (int number in Enumerable.Range(0, 6))
            {
                _notes.Add(PositionOf((4L * ((6 * _writes) + number)) + 3));
            }
        }
        else
        {
            _notes.ExceptWith([.. _notes.Where(note => note.Id % 4 == 3).Take(3)]);
        }
    }

    private static Cursor<DateTimeOffset, long> PositionOf(long id) => new(Start.AddMinutes(id / NotesOfATime), id);

    private static Note ToNote(Cursor<DateTimeOffset, long> position) => new(position.SortKey, position.Id);
}
