namespace Rote.Generators.Tests.Behaviour;

/// <summary>Dictionaries, streams and calls with several tokens, decorated by the compiler of this project.</summary>
public interface ICatalog
{
    [Cached(NullSeconds = 5)]
    ValueTask<string?> GetAsync(int id, CancellationToken ct = default);

    [Cached]
    Task<IReadOnlyDictionary<int, string>> GetManyAsync(IReadOnlyList<int> ids, CancellationToken ct = default);

    [Cached]
    ValueTask<IDictionary<string, int>> CountAsync(IEnumerable<string> words);

    [Cached(Buffered = true)]
    IAsyncEnumerable<string> ReadAsync(int count, CancellationToken ct = default);

    [Cached(Buffered = true)]
    IAsyncEnumerable<string> FollowAsync(int count, CancellationToken request, CancellationToken shutdown);

    [Cached]
    Task<int> PriceAsync(int id, CancellationToken request, CancellationToken shutdown);

    [Cached]
    Task<int[]> PricesAsync(int[] ids, CancellationToken request, CancellationToken shutdown);

    [Cached]
    int Stock(int id, CancellationToken ct);

    [Batched(nameof(RankManyAsync))]
    Task<int> RankAsync(int id, CancellationToken request, CancellationToken shutdown);

    Task<int[]> RankManyAsync(int[] ids, CancellationToken ct);
}
