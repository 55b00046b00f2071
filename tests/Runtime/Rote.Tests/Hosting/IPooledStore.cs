namespace Rote.Tests.Hosting;

/// <summary>A store that is registered over a pool, or to be opened at its first use.</summary>
[Pooled, OpenedLazily]
public interface IPooledStore
{
    [Cached]
    Task<int> GetAsync(int id, CancellationToken ct = default);
}
