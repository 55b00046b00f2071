using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class CacheShapeTests
{
    [Theory]
    [InlineData("int Get();")]
    [InlineData("Task<int> GetAsync(int id, CancellationToken ct = default);")]
    [InlineData("ValueTask<object?> GetAsync(string id);")]
    [InlineData("Task<IReadOnlyList<int>> SearchAsync(string query, int limit);")]
    [InlineData("Task<Dictionary<string, int>> MapAsync(string query);")]
    [InlineData("Task<int> GetAsync(int id, [NotInKey] Func<int> callback, [NotInKey] IReadOnlyList<int> hints);")]
    public void Classify_MethodWithKeysAndAResult_IsCacheable(string method)
        => AssertVerdict(method, CacheVerdictKind.Cacheable, -1);

    [Theory]
    [InlineData("Task<IReadOnlyList<string>> GetAsync(IReadOnlyList<int> ids);", 0)]
    [InlineData("Task<string[]> GetAsync(string user, int[] ids, CancellationToken ct);", 1)]
    [InlineData("ValueTask<List<string?>> GetAsync([Scope] int s, [NotInKey] int a, IEnumerable<Guid> b, [NotInKey] int c);", 2)]
    [InlineData("ValueTask<IList<string>> GetAsync(params string[] ids);", 0)]
    [InlineData("ValueTask<ICollection<string>> GetAsync(CancellationToken ct, ICollection<string> ids);", 1)]
    [InlineData("Task<IReadOnlyDictionary<string, Uri>> GetAsync(string[] ids);", 0)]
    [InlineData("ValueTask<Dictionary<int, int>> GetAsync(int user, IEnumerable<int> ids);", 1)]
    [InlineData("Task<IDictionary<int, byte[]>> GetAsync(int[] ids);", 0)]
    public void Classify_ListOfKeysAndAlignedResult_IsCacheablePerItem(string method, int parameter)
        => AssertVerdict(method, CacheVerdictKind.CacheablePerItem, parameter);

    [Theory]
    [InlineData("void Get(int id);", CacheVerdictKind.NoResult)]
    [InlineData("Task GetAsync(int id);", CacheVerdictKind.NoResult)]
    [InlineData("ValueTask GetAsync(int id);", CacheVerdictKind.NoResult)]
    [InlineData("static virtual int Get(int id) => 1;", CacheVerdictKind.NotAnInstanceMethod)]
    [InlineData("T Get<T>(int id);", CacheVerdictKind.GenericMethod)]
    [InlineData("ref int Get(int id);", CacheVerdictKind.RefResult)]
    [InlineData("ReadOnlySpan<int> Get(int id);", CacheVerdictKind.RefResult)]
    [InlineData("unsafe int* Get(int id);", CacheVerdictKind.RefResult)]
    [InlineData("IAsyncEnumerable<int> Get(int id);", CacheVerdictKind.StreamResult)]
    [InlineData("Task<IEnumerable<int>> GetAsync(int id);", CacheVerdictKind.DeferredResult)]
    [InlineData("IQueryable<int> Get(int id);", CacheVerdictKind.DeferredResult)]
    [InlineData("IEnumerator<int> Get(int id);", CacheVerdictKind.DeferredResult)]
    [InlineData("ValueTask<int>? Get(int id);", CacheVerdictKind.DeferredResult)]
    [InlineData("Task<ValueTask> GetAsync(int id);", CacheVerdictKind.DeferredResult)]
    [InlineData("Task<int>? Get(int id);", CacheVerdictKind.DisposableResult)]
    [InlineData("Task<Stream> GetAsync(int id);", CacheVerdictKind.DisposableResult)]
    [InlineData("Task<Task<int>> GetAsync(int id);", CacheVerdictKind.DisposableResult)]
    [InlineData("IAsyncDisposable Get(int id);", CacheVerdictKind.DisposableResult)]
    [InlineData("Task<Missing> GetAsync(int id);", CacheVerdictKind.Broken)]
    internal void Classify_ResultThatCannotBeKept_SaysSo(string method, CacheVerdictKind kind)
        => AssertVerdict(method, kind, -1);

    [Theory]
    [InlineData("int Get(int id, out int count);", CacheVerdictKind.ByRefParameter, 1)]
    [InlineData("int Get(in int id);", CacheVerdictKind.ByRefParameter, 0)]
    [InlineData("int Get(int id, ReadOnlySpan<char> text);", CacheVerdictKind.RefLikeParameter, 1)]
    [InlineData("Task<int> GetAsync(object key);", CacheVerdictKind.UnkeyableParameter, 0)]
    [InlineData("Task<int> GetAsync(int id, byte[] blob);", CacheVerdictKind.UnkeyableParameter, 1)]
    [InlineData("Task<int> GetAsync(Dictionary<int, int> map);", CacheVerdictKind.UnkeyableParameter, 0)]
    [InlineData("Task<int> GetAsync([NotInKey, Scope] object tenant);", CacheVerdictKind.UnkeyableParameter, 0)]
    [InlineData("Task<int> SumAsync(IReadOnlyList<int> ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("IReadOnlyList<int> Get(IReadOnlyList<int> ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<IReadOnlyList<int>> GetAsync(IReadOnlyList<int> ids, string user);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<IReadOnlyList<int>> GetAsync(IReadOnlyList<int> ids, int[] more);", CacheVerdictKind.ListParameter, 1)]
    [InlineData("Task<IReadOnlyList<int>> GetAsync(IReadOnlyList<object> ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<IReadOnlyList<int>> GetAsync([Scope] IReadOnlyList<int> ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<IReadOnlyList<int>> GetAsync(IReadOnlyList<int>? ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<IReadOnlyList<int>?> GetAsync(IReadOnlyList<int> ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<IReadOnlyList<Stream>> GetAsync(IReadOnlyList<int> ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<Dictionary<int, string?>> GetAsync(int[] ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<Dictionary<int, int?>> GetAsync(int[] ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<Dictionary<long, string>> GetAsync(int[] ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<Dictionary<string, string>> GetAsync(string?[] ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<Dictionary<int, Stream>> GetAsync(int[] ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Dictionary<int, string> Get(int[] ids);", CacheVerdictKind.ListParameter, 0)]
    [InlineData("Task<float[]> EmbedAsync(byte[] image);", CacheVerdictKind.UnkeyableParameter, 0)]
    internal void Classify_ParameterThatIsNoKey_NamesIt(string method, CacheVerdictKind kind, int parameter)
        => AssertVerdict(method, kind, parameter);

    [Theory]
    [InlineData("[Cached(Buffered = true)] IAsyncEnumerable<int> Read(int id);", CacheVerdictKind.CacheableBuffered, -1)]
    [InlineData("[Cached] IAsyncEnumerable<int> Read(int id);", CacheVerdictKind.StreamResult, -1)]
    [InlineData("[Cached(Buffered = true)] Task<IAsyncEnumerable<int>> Read();", CacheVerdictKind.StreamResult, -1)]
    [InlineData("[Cached(Buffered = true)] IAsyncEnumerable<int>? Read();", CacheVerdictKind.StreamResult, -1)]
    [InlineData("[Cached(Buffered = true)] IAsyncEnumerable<Stream> Read();", CacheVerdictKind.DisposableResult, -1)]
    [InlineData("[Cached(Buffered = true)] IAsyncEnumerable<int> Read(int[] ids);", CacheVerdictKind.ListParameter, 0)]
    internal void Classify_Stream_NeedsABuffer(string method, CacheVerdictKind kind, int parameter)
        => AssertVerdict(method, kind, parameter);

    [Theory]
    [InlineData("MaxWeight = 1", CacheVerdictKind.WeightWithoutFunction, -1)]
    [InlineData("MaxWeight = 1, Store = CacheStore.MemoryCache", CacheVerdictKind.WeightInMemoryCache, -1)]
    [InlineData("WeightFrom = \"None\"", CacheVerdictKind.NoWeightFunction, -1)]
    [InlineData("LifetimeFrom = \"None\"", CacheVerdictKind.NoLifetimeFunction, -1)]
    [InlineData("SecondLevel = true", CacheVerdictKind.NoTextForm, 1)]
    internal void Classify_OptionThatDoesNotFit_SaysSo(string option, CacheVerdictKind kind, int parameter)
        => AssertVerdict($"[Cached({option})] Task<int> GetAsync(int id, Uri address);", kind, parameter);

    [Theory]
    [InlineData("int Get(int id);", CacheVerdictKind.SynchronousSecondLevel)]
    [InlineData("int Get(Uri address);", CacheVerdictKind.SynchronousSecondLevel)]
    [InlineData("Task<int> GetAsync(int id);", CacheVerdictKind.Cacheable)]
    [InlineData("ValueTask<int> GetAsync(int id);", CacheVerdictKind.Cacheable)]
    internal void Classify_SecondLevel_NeedsAMethodThatWaits(string method, CacheVerdictKind kind)
        => AssertVerdict($"[Cached(SecondLevel = true)] {method}", kind, -1);

    [Fact]
    public void Classify_SecondLevelOfABufferedStream_IsCacheable()
        => AssertVerdict(
            "[Cached(SecondLevel = true, Buffered = true)] IAsyncEnumerable<int> Read(int id);",
            CacheVerdictKind.CacheableBuffered,
            -1);

    private static void AssertVerdict(string method, CacheVerdictKind kind, int parameter)
    {
        var verdict = CacheShape.Classify(Assert.Single(SharedCode.MethodsOf(method)));

        Assert.Equal(new CacheVerdict(kind, parameter), verdict);
        Assert.Equal(
            kind is CacheVerdictKind.Cacheable or CacheVerdictKind.CacheablePerItem or CacheVerdictKind.CacheableBuffered,
            verdict.IsCacheable);
    }
}
