using Rote.Files;

namespace Rote.Caching;

/// <summary>One generation of the file: a rewrite makes the next one. Closed when the last reader has left it.</summary>
/// <param name="file">The open file; closed by the last <see cref="Leave"/>.</param>
/// <param name="header">What its header says.</param>
/// <param name="end">Where the next record goes.</param>
internal sealed class RecordFile(IFile file, in FileHeaderContent header, long end)
{
    private readonly FileIdentity _identity = header.Identity;
    private long _nextMark = header.NextMark;
    private int _users = 1;

    public IFile File => file;

    public FileIdentity Identity => _identity;

    public RecordFormat Format => new(_identity);

    /// <summary>Where the next record goes. Moved by the writer alone.</summary>
    public long End { get; set; } = end;

    /// <summary>
    /// Whoever enters leaves once. Called while the index says that this is the current file, so that it is open.
    /// </summary>
    public void Enter() => Interlocked.Increment(ref _users);

    /// <summary>The last one closes the file. The index is a user too.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            file.Dispose();
        }
    }

    /// <summary>
    /// Makes all records durable, and says so in the header: the mark goes with the same flush. Lost power in between may
    /// leave a mark without its records, which costs the cache's content, but never brings a removed value back.
    /// </summary>
    public void MakeDurable()
    {
        Span<byte> mark = stackalloc byte[FileHeader.MarkBytes];
        FileHeader.WriteMark(mark, _identity, End);
        file.Write(FileHeader.MarkPosition(_nextMark), mark);
        _nextMark++;
        file.Flush();
    }
}
