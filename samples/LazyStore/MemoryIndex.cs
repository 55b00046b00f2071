namespace LazyStoreSample;

/// <summary>The index, once it is read. It holds its file open.</summary>
internal sealed class MemoryIndex(IndexFile file) : IMemoryIndex, IAsyncDisposable
{
    public ValueTask<string?> FindAsync(string word, CancellationToken cancellationToken = default)
        => new(word.StartsWith("word-", StringComparison.Ordinal) ? $"memory about {word}" : null);

    public ValueTask DisposeAsync()
    {
        file.Close();
        return ValueTask.CompletedTask;
    }
}
