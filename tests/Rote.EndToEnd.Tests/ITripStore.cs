using Rote.Paging;

namespace Rote.EndToEnd.Tests;

/// <summary>Each aspect between a caller and the store, to count what reaches the store.</summary>
public interface ITripStore
{
    [Cached(Seconds = 300)]
    ValueTask<string> GetAsync([Scope] string user, string id, CancellationToken ct = default);

    [Cached(Seconds = 300)]
    ValueTask<IReadOnlyList<string>> GetManyAsync([Scope] string user, IReadOnlyList<string> ids, CancellationToken ct = default);

    [Batched(nameof(EmbedManyAsync), MaxConcurrentBatches = 1, MaxBatchSize = 256), Monitored]
    Task<string> EmbedAsync(string text, CancellationToken ct = default);

    Task<IReadOnlyList<string>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct = default);

    [WriteBehind(nameof(AppendManyAsync)), Monitored]
    Task AppendAsync(string line, CancellationToken ct = default);

    Task AppendManyAsync(IReadOnlyList<string> lines, CancellationToken ct = default);

    [Resilient(ReadOnly = true, RetryBaseMilliseconds = 0)]
    Task<string> ReadAsync(string id, CancellationToken ct = default);

    [Resilient(ReadOnly = true, HedgeAfterMilliseconds = 100, Retries = 0)]
    Task<string> SearchAsync(string query, CancellationToken ct = default);

    ValueTask<Page<string>> ListAsync(string? cursor, int limit, CancellationToken ct = default);

    [Paged(nameof(ListAsync), PageSize = 2)]
    IAsyncEnumerable<string> StreamAsync(CancellationToken ct = default);

    [Monitored(Profile = true)]
    int Plain(int bytes);

    [Monitored(Profile = true)]
    Task<int> LaterAsync(int bytes, Task gate);
}
