namespace Rote.Bench.Caching.Misses;

/// <summary>Answers at once and allocates nothing.</summary>
internal sealed class ReadyStore : IMissStore
{
    public ValueTask<string?> GetAsync(string userId, long id, CancellationToken cancellationToken = default) => new(userId);
}
