namespace Rote.EndToEnd.Tests;

/// <summary>Resilient members, alone and below every other aspect.</summary>
public interface IFlakyStore
{
    [Cached(Seconds = 60), Resilient(RetryBaseMilliseconds = 0)]
    ValueTask<string> GetAsync([Scope] string user, string id, CancellationToken ct = default);

    [Batched(nameof(EmbedManyAsync), MaxConcurrentBatches = 1)]
    [Resilient(ReadOnly = true, RetryBaseMilliseconds = 0)]
    Task<string> EmbedAsync(string text, CancellationToken ct = default);

    Task<IReadOnlyList<string>> EmbedManyAsync(string[] texts, CancellationToken ct = default);

    [WriteBehind(nameof(AppendManyAsync)), Resilient]
    Task AppendAsync([Scope] string user, string line, CancellationToken ct = default);

    Task AppendManyAsync(string user, IReadOnlyList<string> lines, CancellationToken ct = default);

    [Resilient(BreakAfter = 2, BreakMilliseconds = 1000)]
    Task StoreAsync(string note, CancellationToken ct = default);

    [Resilient(Idempotent = true, Retries = 1)]
    ValueTask TouchAsync(string id, CancellationToken ct = default);

    [Resilient(ReadOnly = true, HedgeAfterMilliseconds = 100, Retries = 0)]
    Task<string> SearchAsync(string query, CancellationToken ct = default);

    [Resilient(MaxConcurrent = 1, MaxQueued = 1)]
    ValueTask<string> CountAsync(CancellationToken ct = default);

    [Resilient(CallsPerSecond = 2)]
    Task<string> TickAsync<TTick>(TTick tick, CancellationToken ct = default);

    [Resilient(TimeoutMilliseconds = 500, AttemptTimeoutMilliseconds = 200, ReadOnly = true, RetryBaseMilliseconds = 0)]
    Task<string> SlowAsync(CancellationToken first, CancellationToken second);

    [Resilient]
    Task PingAsync();

    [Resilient]
    string Synchronous();
}
