namespace LazyStoreSample;

/// <summary>
/// Opening at first use, as people first write it: between the look and the assignment, everybody else looks too. Each opens
/// an index of its own, and all but the last one stay open for ever.
/// </summary>
internal sealed class NaiveLazyIndex(IndexFile file) : IMemoryIndex, IAsyncDisposable
{
    private IMemoryIndex? _index;

    public async ValueTask<string?> FindAsync(string word, CancellationToken cancellationToken = default)
    {
        _index ??= await file.OpenAsync(cancellationToken);
        return await _index.FindAsync(word, cancellationToken);
    }

    public ValueTask DisposeAsync() => _index is IAsyncDisposable index ? index.DisposeAsync() : ValueTask.CompletedTask;
}
