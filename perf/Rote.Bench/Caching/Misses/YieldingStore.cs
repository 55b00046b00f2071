namespace Rote.Bench.Caching.Misses;

/// <summary>Answers from another thread of the pool, as soon as one is free.</summary>
internal sealed class YieldingStore : IMissStore
{
    public async ValueTask<string?> GetAsync(string userId, long id, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return userId;
    }
}
