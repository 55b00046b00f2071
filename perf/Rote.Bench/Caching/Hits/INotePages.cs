namespace Rote.Bench.Caching.Hits;

/// <summary>A store that is asked for a note or for many; both share entries.</summary>
public interface INotePages
{
    /// <summary>Reads a note.</summary>
    [Cached(Hours = 1)]
    ValueTask<string?> GetAsync([Scope] string userId, string id, CancellationToken cancellationToken = default);

    /// <summary>Reads notes, in the order of the request.</summary>
    [Cached(Hours = 1)]
    ValueTask<IReadOnlyList<string?>> GetManyAsync(
        [Scope] string userId, IReadOnlyList<string> ids, CancellationToken cancellationToken = default);
}
