namespace Rote.Generators.Tests.Snapshots;

public sealed class AspectSnapshots
{
    [Fact]
    public void Batched() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IBatches
        {
            [Batched(nameof(EmbedManyAsync), MaxBatchSize = 96, MaxDelayMilliseconds = 5, MaxConcurrentBatches = 2)]
            ValueTask<float> EmbedAsync(string text, CancellationToken ct = default);
            ValueTask<IReadOnlyList<float>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct = default);

            [Batched(nameof(GetAllAsync)), Monitored]
            Task<string?> GetAsync([Scope] string user, int id);
            Task<string[]> GetAllAsync(string user, int[] ids, bool deep = false, CancellationToken ct = default);

            [Batched(nameof(StoreManyAsync)), Invalidates(All = true)]
            Task StoreAsync([Scope] string user, string text, int weight, CancellationToken ct = default);
            Task StoreManyAsync(string user, List<string> texts, int weight, CancellationToken ct = default);

            [Batched(nameof(RankManyAsync))]
            Task<double> RankAsync(string text);
            ValueTask<IList<double>> RankManyAsync(IEnumerable<string?> texts);

            [Batched(nameof(Unfit))] Task<int> OtherAsync(string text);
            Task<int> Unfit(IReadOnlyList<string> texts);

            [Batched(nameof(StoreManyAsync))] void Synchronous(string user, string text, int weight);
        }
        """);

    [Fact]
    public void Aggregated() => DecoratorVerifier.Verify("""
        namespace Demo;

        using Rote.Buffering;

        public interface IMetrics
        {
            [Aggregated(nameof(StoreAsync), BucketSeconds = 60)]
            ValueTask RecordAsync(string series, double value, DateTimeOffset at, CancellationToken ct = default);
            ValueTask StoreAsync(IReadOnlyList<Aggregate<string>> aggregates, CancellationToken ct = default);

            [Aggregated(nameof(StorePricesAsync), BucketSeconds = 86400, TimeZone = "Europe/Berlin", AllowedLatenessSeconds = 60,
                FlushIntervalSeconds = 5, MaxBatchSize = 100, MaxBuckets = 1000, MaxAttempts = 3,
                NonFinite = NonFiniteSamples.Count)]
            [Monitored, Invalidates(All = true)]
            Task PriceAsync([Scope] string tenant, [Sample] decimal price, string pool, int chain);
            Task StorePricesAsync(List<Aggregate<(string Pool, int Chain)>> prices, [Scope] string tenant, bool deep = false);

            [Aggregated(nameof(StoreCountsAsync), OffsetMinutes = 330), Monitored]
            Task CountAsync([Scope] int tenant, Guid id, long count);
            Task StoreCountsAsync(int tenant, Aggregate<Guid>[] counts);

            [Cached] ValueTask<string> GetAsync(string series);
        }
        """);

    [Fact]
    public void BatchedAnswers() => DecoratorVerifier.Verify("""
        namespace Demo;

        public sealed record Note(int Id);

        public interface IAnswers
        {
            [Batched(nameof(LoadManyAsync))]
            ValueTask<Note> LoadAsync([Scope] string user, int id, CancellationToken ct = default);
            Task<IReadOnlyList<BatchResult<Note>>> LoadManyAsync(
                string user, IReadOnlyList<int> ids, CancellationToken ct = default);

            [Batched(nameof(FindManyAsync))]
            ValueTask<Note?> FindAsync([Scope] string user, int id, CancellationToken ct = default);
            ValueTask<IReadOnlyDictionary<int, Note>> FindManyAsync(string user, int[] ids, CancellationToken ct = default);

            [Batched(nameof(CountManyAsync))]
            Task<int?> CountAsync(string text);
            Task<Dictionary<string, int>> CountManyAsync(IReadOnlyCollection<string> texts);
        }
        """);

    [Fact]
    public void AggregatedThatDoesNotFit() => DecoratorVerifier.Verify("""
        namespace Demo;

        using Rote.Buffering;

        public interface IUnfit
        {
            [Aggregated(nameof(StoreAsync))] ValueTask TwoNumbersAsync(string series, double value, int weight);
            [Aggregated(nameof(StoreAsync))] ValueTask NoNumberAsync(string series, string value);
            [Aggregated(nameof(StoreAsync))] ValueTask TwoTimesAsync(string s, int v, DateTimeOffset a, DateTimeOffset b);
            [Aggregated(nameof(StoreAsync))] ValueTask OtherSeriesAsync(Guid series, double value);
            [Aggregated(nameof(StoreAsync))] ValueTask NullableSeriesAsync(string? series, double value);
            [Aggregated(nameof(StoreAsync))] ValueTask NoSeriesAsync(double value);
            [Aggregated(nameof(StoreAsync))] ValueTask ScopeAsSeriesAsync([Scope] string series, double value);
            [Aggregated(nameof(StoreAsync))] ValueTask ScopeLeftOutAsync([Scope] string tenant, string series, double value);
            [Aggregated(nameof(StoreAsync))] ValueTask<int> WithResultAsync(string series, double value);
            [Aggregated(nameof(StoreAsync))] ValueTask TokensAsync(string s, int v, CancellationToken a, CancellationToken b);
            [Aggregated(nameof(StoreAsync))] ValueTask NullableNumberAsync(string series, double? value);
            [Aggregated(nameof(StoreAsync))] ValueTask ArraySeriesAsync(string[] series, double value);
            [Aggregated(nameof(StoreAsync))] void Synchronous(string series, double value);
            [Aggregated(nameof(StoreMoreAsync))] ValueTask MoreAsync(string series, double value);
            [Aggregated("Nothing")] ValueTask NothingAsync(string series, double value);
            [Aggregated("")] ValueTask EmptyAsync(string series, double value);
            ValueTask StoreAsync(IReadOnlyList<Aggregate<string>> aggregates);
            ValueTask StoreMoreAsync(IReadOnlyList<Aggregate<string>> aggregates, string more);
        }
        """);

    [Fact]
    public void BatchedSplit() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface ISplit
        {
            Task<List<float>> EmbedManyAsync(string model, IReadOnlyList<string> texts, CancellationToken ct = default);

            [Batched(nameof(EmbedManyAsync), MaxBatchSize = 96, SplitBulkCalls = true)]
            Task<float> EmbedAsync(string model, string text, CancellationToken ct = default);

            [Batched(nameof(StoreManyAsync), SplitBulkCalls = true)]
            ValueTask StoreAsync(string text);
            [Monitored] ValueTask StoreManyAsync(string[] texts);

            [Batched(nameof(LoadManyAsync), SplitBulkCalls = true)]
            ValueTask<int> LoadAsync(int id);
            ValueTask<IReadOnlyList<BatchResult<int>>> LoadManyAsync(ICollection<int> ids);

            [Batched(nameof(GetManyAsync), SplitBulkCalls = true), Cached]
            ValueTask<string?> GetAsync([Scope] string user, int id, CancellationToken ct = default);
            [Cached]
            ValueTask<IReadOnlyList<string?>> GetManyAsync(
                [Scope] string user, IReadOnlyList<int> ids, CancellationToken ct = default);

            [Batched(nameof(RankManyAsync), SplitBulkCalls = true)] Task<int> RankAsync(string text);
            Task<int[]> RankManyAsync(IReadOnlyList<string> texts, bool deep = false);
        }
        """);

    [Fact]
    public void Invalidates() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface INotes
        {
            [Cached(Tags = ["user:{userId}"])]
            ValueTask<string?> GetAsync([Scope] string userId, Guid id, CancellationToken ct = default);

            [Cached(Tags = ["user:{userId}"])]
            ValueTask<IReadOnlyList<string?>> GetManyAsync(
                [Scope] string userId, IReadOnlyList<Guid> ids, CancellationToken ct = default);

            [Cached(Region = "searches")]
            ValueTask<string> SearchAsync([Scope] string userId, string query, CancellationToken ct = default);

            [Invalidates(nameof(GetAsync), nameof(GetManyAsync), Regions = ["searches"])]
            ValueTask DeleteAsync([Scope] string userId, Guid id, CancellationToken ct = default);

            [Invalidates(nameof(GetManyAsync))]
            ValueTask<int> DeleteManyAsync([Scope] string userId, IReadOnlyList<Guid> ids, CancellationToken ct = default);

            [Invalidates(Tags = ["user:{userId}", "all"])]
            Task StoreAsync([Scope] string userId, string text);

            [Invalidates(Tags = ["user:{userId}"]), Monitored]
            Task<bool> AdministerAsync(string userId, int? level);

            [Invalidates(nameof(SearchAsync))] void Reindex(string? query);
            [Invalidates(All = true)] int Import(in int count, out string message);
            [Invalidates("Nothing")] void Unknown();
        }
        """);

    [Fact]
    public void MonitoredTags() => DecoratorVerifier.Verify("""
        namespace Demo;

        public enum Kind { Episodic, Semantic, Working = Semantic, [Obsolete("Use Episodic.")] Old = 7 }

        public interface IMemories
        {
            [Monitored(Profile = true)]
            Task<string[]> SearchAsync(
                [Scope] string user,
                [MonitoredTag("memory.type")] Kind kind,
                string query,
                [MonitoredTag("search.deep")] bool deep,
                CancellationToken ct = default);

            [Monitored, Cached]
            ValueTask<string> GetAsync(string id, [MonitoredTag("source", Values = ["web", "file"])] string source);

            [Monitored]
            IAsyncEnumerable<string> ReadAsync([MonitoredTag("memory.type")] Kind? kind, [MonitoredTag("deep")] bool? deep);
            [Monitored, Cached(Buffered = true)] IAsyncEnumerable<string> ListAsync([MonitoredTag("memory.type")] Kind kind);
            [Monitored] void Refused([MonitoredTag("id")] string id, [Scope, MonitoredTag("user")] bool user);
        }
        """);

    [Fact]
    public void Monitored() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IMonitored
        {
            [Monitored] void Reset(int level);
            [Monitored(Operation = "read", SlowMilliseconds = 50)] string Read(string path);
            [Monitored] bool TryRead(string path, [MaybeNullWhen(false)] out string text);
            [Monitored] Task FlushAsync(CancellationToken ct = default);
            [Monitored] ValueTask<T> ConvertAsync<T>(object value) where T : notnull;
            [Monitored] Task<int>? Maybe();
            [Monitored] IAsyncEnumerable<int> Stream();
            [Monitored] ValueTask<int> ByReferenceAsync(in Guid id, ReadOnlySpan<char> text);
            [Monitored] Task<string[]?> ListAsync();
            [Monitored, Cached] ValueTask<int> CachedAsync(string id);
            [Monitored] ref readonly int Peek();
            int Unmonitored();
        }
        """);

    [Fact]
    public void WritingStreams() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IImports
        {
            [Cached] ValueTask<string?> GetAsync([Scope] string user, string id);

            [Invalidates(nameof(GetAsync))] IAsyncEnumerable<int> ImportAsync(string Invalidate, CancellationToken ct = default);

            [Invalidates(All = true), Monitored] IAsyncEnumerable<T> ImportAllAsync<T>(string user) where T : class;

            [Invalidates(All = true), Monitored] IAsyncEnumerable<int> ByReference(ref int position);

            [Invalidates(All = true), Monitored] IAsyncEnumerable<int>? Missing();
        }
        """);

    [Fact]
    public void AllAspects() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IEverything
        {
            [Monitored, Cached, Batched(nameof(TouchManyAsync)), Invalidates(Regions = ["other"])]
            Task<int> TouchAsync([Scope] string user, string id, CancellationToken ct = default);

            Task<IReadOnlyList<int>> TouchManyAsync(string user, IReadOnlyList<string> ids, CancellationToken ct = default);

            [Cached(Region = "other")] Task<int> OtherAsync();
        }
        """);
}
