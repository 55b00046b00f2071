namespace Rote.Bench.HitPath;

/// <summary>A store with a key of two parts, as most have: an owner and an id.</summary>
public interface INoteStore
{
    /// <summary>Reads a note.</summary>
    [Cached(Hours = 1)]
    ValueTask<string?> GetAsync([Scope] string userId, string id, CancellationToken cancellationToken = default);
}
