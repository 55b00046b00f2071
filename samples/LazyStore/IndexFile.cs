namespace LazyStoreSample;

/// <summary>The file of the index: it counts how often it is read, and is not there until it was imported.</summary>
/// <remarks>Thread-safe. The job holds its readers, so that "at the same time" is not a matter of luck.</remarks>
internal sealed class IndexFile
{
    private TaskCompletionSource _reading = new();
    private int _openings;
    private int _open;
    private volatile bool _isImported;

    /// <summary>How often somebody began to read it.</summary>
    public int Openings => Volatile.Read(ref _openings);

    /// <summary>Copies of the index in memory.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <exception cref="FileNotFoundException">It was not imported yet.</exception>
    public async ValueTask<IMemoryIndex> OpenAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _openings);
        await Volatile.Read(ref _reading).Task.WaitAsync(cancellationToken);
        if (!_isImported)
        {
            throw new FileNotFoundException("The index was not imported yet.", "memories.index");
        }

        Interlocked.Increment(ref _open);
        return new MemoryIndex(this);
    }

    public void Close() => Interlocked.Decrement(ref _open);

    public void Import() => _isImported = true;

    /// <summary>From now on nobody gets to the end of the file.</summary>
    public void HoldReaders() => Volatile.Write(ref _reading, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Everybody does.</summary>
    public void LetReadersGo() => Volatile.Read(ref _reading).SetResult();
}
