using Rote.Bench.HitPath;

namespace Rote.Bench.Caching.Hits;

/// <summary>The store behind the caches. It counts what it is asked for: a benchmark of hits can tell that they were.</summary>
internal sealed class CountingStore : INoteStore, INoteShelf, INotePages
{
    public int Reads { get; private set; }

    public ValueTask<string?> GetAsync(string userId, string id, CancellationToken cancellationToken = default)
    {
        Reads++;
        return new(id);
    }

    public ValueTask<IReadOnlyList<string?>> GetManyAsync(
        string userId, IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        Reads += ids.Count;
        return new(ids.ToArray<string?>());
    }
}
