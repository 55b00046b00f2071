using Rote.Bench.HitPath;

namespace Rote.Bench.Caching.Hits;

/// <summary><see cref="INoteStore"/>, kept in a <see cref="Microsoft.Extensions.Caching.Memory.IMemoryCache"/>.</summary>
public interface INoteShelf
{
    /// <summary>Reads a note.</summary>
    [Cached(Hours = 1, Store = CacheStore.MemoryCache)]
    ValueTask<string?> GetAsync([Scope] string userId, string id, CancellationToken cancellationToken = default);
}
