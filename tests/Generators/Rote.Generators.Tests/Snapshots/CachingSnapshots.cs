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
    public void Options() => DecoratorVerifier.Verify("""
        namespace Demo;

        public sealed record Page(string Text);
        public enum Language : short { En }

        public interface IOptions
        {
            [Cached(RefreshPercent = 80, StaleSeconds = 600, LoadTimeoutMilliseconds = 2000, MaxEntries = 5000)]
            ValueTask<Page> FreshAsync(string url);

            [Cached(MaxWeight = 5_000_000_000, WeightFrom = nameof(Weigh), LifetimeFrom = nameof(LifetimeOf))]
            ValueTask<Page?> LargeAsync(string url);

            [Cached(MaxWeight = 9, WeightFrom = nameof(Weigh))]
            Task<IReadOnlyList<Page>> PagesAsync(IReadOnlyList<string> urls);

            [Cached(WeightFrom = nameof(Count), MaxWeight = 9, Tags = ["all"])] List<string?> Words(int page);

            [Cached(Store = CacheStore.MemoryCache, Days = int.MaxValue, Hours = int.MaxValue)] int Forever(int id);

            [Cached(Seconds = int.MinValue, Days = int.MinValue)] int Never(int id);

            [Cached(SecondLevel = true)]
            ValueTask<string> TranslateAsync([Scope] string tenant, Guid page, Language from, Language? to, nint handle);

            [Cached(SecondLevel = true, Tags = ["languages"])] ValueTask<string> LanguagesAsync();

            [Cached(SecondLevel = true)] ValueTask<int> CountAsync(DateOnly? day);

            static long Weigh(Page page) => page.Text.Length;
            static long Weigh(object other) => 1;
            internal static TimeSpan? LifetimeOf(Page? page) => page is null ? TimeSpan.FromSeconds(1) : null;
            static long Count(List<string> words) => words.Count;
        }
        """);

    [Fact]
    public void OptionsThatDoNotFit() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IUnfit
        {
            [Cached] int Fit(int id);
            [Cached(MaxWeight = 5)] int Unweighed(int id);
            [Cached(WeightFrom = "Missing")] int NotThere(int id);
            [Cached(WeightFrom = nameof(Wrong))] int Result(int id);
            [Cached(WeightFrom = nameof(OfText))] int Value(int id);
            [Cached(WeightFrom = nameof(Hidden))] int Private(int id);
            [Cached(WeightFrom = nameof(Instance))] int Instances(int id);
            [Cached(WeightFrom = nameof(Virtual))] int Virtuals(int id);
            [Cached(LifetimeFrom = nameof(OfText))] string Life(int id);
            [Cached(SecondLevel = true)] Task<int> TextlessAsync(Uri uri);
            [Cached(SecondLevel = true)] int Synchronous(int id);
            [Cached(MaxWeight = 5, WeightFrom = nameof(Wide), Store = CacheStore.MemoryCache)] long Foreign(int id);

            static int Wrong(int value) => 1;
            static long OfText(string value) => 1;
            static long Wide(long value) => 1;
            private static long Hidden(int value) => 1;
            long Instance(int value);
            static virtual long Virtual(int value) => 1;
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
    public void Dictionaries() => DecoratorVerifier.Verify("""
        namespace Demo;

        public sealed record Note(string Id, string Text);

        public interface IDictionaries
        {
            [Cached(NullSeconds = 5)] ValueTask<Note?> GetAsync([Scope] string user, string id, CancellationToken ct = default);

            [Cached]
            ValueTask<IReadOnlyDictionary<string, Note>> GetManyAsync(
                [Scope] string user, IReadOnlyList<string> ids, CancellationToken ct = default);

            [Cached, Monitored] Task<Dictionary<int, double>> RankAsync(int[] ids);

            [Cached(WeightFrom = nameof(Weigh))] ValueTask<Dictionary<Guid, int>> CountAsync(List<Guid> ids);

            [Cached(WeightFrom = nameof(WeighNote))]
            Task<IDictionary<int, Note>> FindAsync(IEnumerable<int> ids, [NotInKey] bool deep, CancellationToken ct);

            [Cached] Task<Dictionary<int, Note?>> WithNullsAsync(int[] ids);
            [Cached] Task<Dictionary<string, Note>> OtherKeysAsync(int[] ids);
            [Cached] Task<SortedDictionary<int, Note>> SortedAsync(int[] ids);

            static long Weigh(int? count) => 1;
            static long WeighNote(Note note) => note.Text.Length;
        }
        """);

    [Fact]
    public void Streams() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IStreams
        {
            [Cached(Buffered = true, WeightFrom = nameof(Weigh))]
            IAsyncEnumerable<string?> ReadAsync([Scope] string user, int page, CancellationToken ct = default);
            [Cached(Buffered = true), Monitored] IAsyncEnumerable<int> AllAsync();
            [Cached(Buffered = true)]
            IAsyncEnumerable<int> TraceAsync(int id, [NotInKey] string trace, CancellationToken a, CancellationToken b);
            [Cached] IAsyncEnumerable<int> UnbufferedAsync(int id);
            static long Weigh(IReadOnlyList<string> items) => items.Count;
        }
        """);

    [Fact]
    public void SeveralTokens() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface ITokens
        {
            [Cached, Monitored] ValueTask<int> GetAsync(CancellationToken request, int id, CancellationToken shutdown = default);
            [Cached]
            Task<int> FindAsync(int id, [NotInKey] int hint, CancellationToken linked, CancellationToken b, CancellationToken c);
            [Cached] int Read(int id, CancellationToken request, CancellationToken shutdown);
            [Cached] int Count(CancellationToken ct);
            [Cached] Task<IReadOnlyList<int>> GetManyAsync(IReadOnlyList<int> ids, CancellationToken a, CancellationToken b);
            [Cached] ValueTask<int[]> ListAsync(long[] ids, CancellationToken a, CancellationToken b);
            [Cached] Task<Dictionary<int, string>> MapAsync(int[] ids, CancellationToken a, CancellationToken b);

            [Batched(nameof(RankManyAsync)), Monitored]
            Task<int> RankAsync(string text, CancellationToken a, CancellationToken b);
            [Batched(nameof(RankManyAsync)), Cached] Task<int> OrderAsync(string text, CancellationToken a, CancellationToken b);
            [Batched(nameof(RankManyAsync))] Task<int> TieAsync(string text, CancellationToken a, CancellationToken b);
            Task<int[]> RankManyAsync(string[] texts, CancellationToken ct);

            [Batched(nameof(StoreManyAsync)), Invalidates(All = true)]
            ValueTask StoreAsync(string text, CancellationToken a, CancellationToken b);
            ValueTask StoreManyAsync(string[] texts, CancellationToken ct);
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
