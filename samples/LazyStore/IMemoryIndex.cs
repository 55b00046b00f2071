using Rote;

namespace LazyStoreSample;

/// <summary>Finds memories by their words. Its index is large: it is read when somebody asks for the first time.</summary>
[OpenedLazily]
internal interface IMemoryIndex
{
    /// <summary>The memory that a word stands in; <see langword="null"/> where there is none.</summary>
    // What the cache has is answered without the index, and does not open it.
    [Cached(Minutes = 5)]
    ValueTask<string?> FindAsync(string word, CancellationToken cancellationToken = default);
}
