namespace Rote.Generators.Tests.Snapshots;

public sealed class CachingSnapshots
{
    [Fact]
    public void RecallStore() => DecoratorVerifier.Verify("""
        namespace Demo;

        public sealed record Memory(string Id, string Text);

        public interface IRecallStore
        {
            [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
            ValueTask<Memory?> GetAsync([Scope] string userId, string id, CancellationToken ct = default);

            [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
            ValueTask<IReadOnlyList<Memory?>> GetManyAsync(
                [Scope] string userId, IReadOnlyList<string> ids, CancellationToken ct = default);

            [Batched(nameof(EmbedManyAsync), MaxBatchSize = 96), Cached(Hours = 24, Region = "embeddings"), Monitored]
            ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken ct = default);

            [Cached(Hours = 24, Region = "embeddings"), Monitored]
            ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
                IReadOnlyList<string> texts, CancellationToken ct = default);

            [Invalidates(Tags = ["user:{userId}"]), Monitored(SlowMilliseconds = 200)]
            ValueTask StoreAsync([Scope] string userId, Memory memory, CancellationToken ct = default);
        }
        """);

    [Fact]
    public void SingleEntries() => DecoratorVerifier.Verify("""
        namespace Demo;

        public enum Kind { Fact, Plan }

        public interface ISearch
        {
            [Cached(Minutes = 2, SlidingSeconds = 30, NullSeconds = 5, JitterPercent = 10)]
            Task<string?> FindAsync(string key, Kind kind, int? limit = null, CancellationToken cancellationToken = default);

            [Cached] string Get(int value);

            [Cached] string Get(Guid value);

            [Cached, Monitored] int Count();

            [Cached] ValueTask<string> TranslateAsync(string text, [NotInKey] IProgress<int>? progress, [NotInKey] string trace);

            [Cached(Region = "shared", Tags = ["kind:{kind}", "all"])] ValueTask<string> DescribeAsync(Kind kind);

            [Cached(Region = "shared", Tags = ["{kind}", "not {known}"])]
            Task<string> ExplainAsync(Kind kind, CancellationToken ct);

            [Cached(Tags = ["{tenant}", "item-{id}-{tenant}"])]
            ValueTask<int> RankAsync([Scope] Guid tenant, [Scope] string user, int id);
        }
        """);

    [Fact]
    public void Keys() => DecoratorVerifier.Verify("""
        namespace Demo;

        public enum Small : byte { One }
        public enum Large : ulong { One }
        public sealed record Filter(string Text, int Limit);

        public interface IKeys
        {
            [Cached] int None();
            [Cached] int Text(string? text);
            [Cached] int Number(short number);
            [Cached] int Flag(bool flag);
            [Cached] ValueTask<int> NumbersAsync(
                sbyte a, byte b, ushort c, int d, uint e, long f, ulong g, nint h, nuint i, char j, bool k, Small l, Large m);
            [Cached] ValueTask<int> ValuesAsync(
                float a, double b, decimal c, Guid d, DateTime e, TimeSpan f, int? g, Large? h, (int, string) i, Uri j, Filter k);
            [Batched(nameof(ReadManyAsync))] Task<int> ReadAsync(Large kind, string store, int id);
            Task<IReadOnlyList<int>> ReadManyAsync(Large kind, string store, IReadOnlyList<int> ids);
        }
        """);

    [Fact]
    public void EntriesOfLists() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface ILists
        {
            [Cached] ValueTask<string> NameAsync(int id);
            [Cached] Task<string[]> NamesAsync(int[] ids, CancellationToken ct = default);
            [Cached] Task<IReadOnlyList<string>> ReadAsync(IEnumerable<int> ids);
            [Cached, Monitored]
            ValueTask<List<string>> LoadAsync([Scope] string user, List<int> ids, [NotInKey] bool verbose = false);
            [Cached] Task<IList<string?>> FindAsync(IList<string>? names, CancellationToken ct);
            [Cached] ValueTask<IReadOnlyCollection<string>> TitlesAsync(CancellationToken ct, params string[] keys);
            [Cached] ValueTask<IReadOnlyList<string>?> MaybeAsync(IReadOnlyCollection<Guid> ids);
        }
        """);

    [Fact]
    public void WhatCannotBeCached() => DecoratorVerifier.Verify("""
        namespace Demo;

        public sealed class Filter { public string? Text { get; set; } }

        public interface IUncacheable
        {
            [Cached] void Nothing(int id);
            [Cached] Task NothingAsync(int id);
            [Cached] IAsyncEnumerable<int> Stream(int id);
            [Cached] ValueTask<IEnumerable<int>> LazyAsync(int id);
            [Cached] Task<Stream> OpenAsync(string path);
            [Cached] Span<int> Span(int id);
            [Cached] ref int Reference(int id);
            [Cached] bool TryGet(int id, out string value);
            [Cached] int Length(ReadOnlySpan<char> text);
            [Cached] Task<T> GenericAsync<T>(int id);
            [Cached] Task<int> FilterAsync(Filter filter);
            [Cached] Task<int> SumAsync(IReadOnlyList<int> values);
            [Cached] Task<int> CallAsync(Func<int, bool> predicate);
            [Cached] Task<IReadOnlyList<float>> EmbedAsync(byte[] image);
            [Cached, Monitored] Task<int> DynamicAsync(dynamic anything);
        }
        """);
}
