namespace Rote.Generators.Tests.Snapshots;

/// <summary>Calls through a pipeline, alone and below other aspects.</summary>
public sealed class ResilienceSnapshots
{
    [Fact]
    public void Resilient() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IStore
        {
            [Resilient, Cached(Seconds = 60), Monitored]
            ValueTask<string?> GetAsync([Scope] string user, string id, CancellationToken ct = default);

            [Resilient(ReadOnly = true, HedgeAfterMilliseconds = 50), Batched(nameof(EmbedManyAsync))]
            Task<string> EmbedAsync(string text, CancellationToken ct = default);
            Task<IReadOnlyList<string>> EmbedManyAsync(string[] texts, CancellationToken ct = default);

            [Resilient(MaxConcurrent = 4), WriteBehind(nameof(AppendManyAsync))]
            ValueTask AppendAsync([Scope] string user, string line);
            ValueTask AppendManyAsync(string user, List<string> lines);

            [Resilient(Idempotent = true, Retries = 2, TimeoutMilliseconds = -1), Invalidates(nameof(GetAsync))]
            Task StoreAsync([Scope] string user, string id);

            [Resilient]
            Task<TItem> FindAsync<TItem>(string Item1, CancellationToken first, CancellationToken second) where TItem : class;

            [Resilient]
            ValueTask PingAsync();
        }
        """);

    [Fact]
    public void ResilientThatIsForwarded() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IStore
        {
            [Resilient] int Count();
            [Resilient] void Clear();
            [Resilient] IAsyncEnumerable<string> ReadAsync();
            [Resilient] Task? MaybeAsync();
            [Resilient] ref int Counter();
            [Resilient] Task<int> FindAsync(in int id);
        }
        """);
}
