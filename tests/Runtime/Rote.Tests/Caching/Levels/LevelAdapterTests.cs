using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

public sealed class LevelAdapterTests
{
    private static readonly byte[] Bytes = [1, 2, 3];

    public static TheoryData<string> Kinds => ["array", "buffer", "hybrid", "hybrid memory"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Level_SetReadRemove_Agree(string kind)
    {
        ICacheLevel level = Make(kind);
        CancellationToken token = TestContext.Current.CancellationToken;

        Assert.Null(await level.GetAsync("key", token));
        await level.SetAsync("key", Bytes.AsMemory(1), TimeSpan.FromMinutes(1), token);
        Assert.Equal(Bytes[1..], (await level.GetAsync("key", token))!.Value.ToArray());
        await level.SetAsync("key", Bytes, TimeSpan.FromMinutes(1), token);
        Assert.Equal(Bytes, (await level.GetAsync("key", token))!.Value.ToArray());
        await level.RemoveAsync("key", token);
        Assert.Null(await level.GetAsync("key", token));
        await level.RemoveAsync("key", token);
    }

    [Fact]
    public async Task GetManyAsync_LevelWithoutAMultiGet_ReadsSomeAtOnce()
    {
        var level = new SingleReads();
        Task<ReadOnlyMemory<byte>?[]> values = ((ICacheLevel)level)
            .GetManyAsync([.. Enumerable.Range(0, 100).Select(i => $"key{i}")], TestContext.Current.CancellationToken).AsTask();
        for (int done = 0; done < 100; done++)
        {
            await Signals.Until(() => level.Waiting.Count > done);
            Assert.InRange(level.Waiting.Count - done, 1, 32);
            level.Waiting[done].SetResult(new[] { (byte)done });
        }

        Assert.Equal([.. Enumerable.Range(0, 100)], (await values).Select(value => (int)value!.Value.Span[0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Level_ManyKeys_ComeInTheirOrder(string kind)
    {
        ICacheLevel level = Make(kind);
        CancellationToken token = TestContext.Current.CancellationToken;
        for (int i = 0; i < 100; i += 3)
        {
            await level.SetAsync($"key{i}", BitConverter.GetBytes(i), TimeSpan.FromMinutes(1), token);
        }

        ReadOnlyMemory<byte>?[] values = await level.GetManyAsync([.. Enumerable.Range(0, 100).Select(i => $"key{i}")], token);

        Assert.Equal(100, values.Length);
        Assert.All(values.Index(), value =>
        {
            int? expected = value.Index % 3 == 0 ? value.Index : null;
            int? actual = value.Item is { } bytes ? BitConverter.ToInt32(bytes.Span) : null;
            Assert.Equal(expected, actual);
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Level_UnderARegion_KeepsValuesAcrossProcesses(string kind)
    {
        ICacheLevel level = Make(kind);
        using var one = new LevelFixture(level);
        using var other = new LevelFixture(level);

        await one.Put("a1", "value");

        Assert.Equal("value", await other.Find("a1"));
        other.RemoveTag("a1");
        other.RunBackground();
        Assert.Null(await one.Find("a1"));
    }

    [Fact]
    public async Task DistributedCacheLevel_Entries_DoNotSlide()
    {
        var cache = new RecordingBufferCache();

        await new DistributedCacheLevel(cache).SetAsync(
            "key", Bytes, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromMinutes(1), cache.Options!.AbsoluteExpirationRelativeToNow);
        Assert.Null(cache.Options.SlidingExpiration);
        Assert.Equal(0, cache.ArrayCalls);
    }

    [Fact]
    public async Task HybridCacheLevel_ByDefault_LeavesItsMemoryAlone()
    {
        var hybrid = new FaithfulHybridCache();
        CancellationToken token = TestContext.Current.CancellationToken;

        await new HybridCacheLevel(hybrid).SetAsync("key", Bytes, TimeSpan.FromMinutes(1), token);

        Assert.Empty(hybrid.Local);
        Assert.Single(hybrid.Distributed);
        await new HybridCacheLevel(hybrid, usesItsMemory: true).SetAsync("other", Bytes, TimeSpan.FromMinutes(1), token);
        Assert.Single(hybrid.Local);
    }

    [Fact]
    public async Task HybridCacheLevel_RemoveDuringARead_WaitsForWhatLaterReadsCouldJoin()
    {
        var hybrid = new FaithfulHybridCache();
        var level = new HybridCacheLevel(hybrid);
        CancellationToken token = TestContext.Current.CancellationToken;
        await level.SetAsync("key", Bytes, TimeSpan.FromMinutes(1), token);
        var goOn = new TaskCompletionSource();
        hybrid.ReadsGoOn = goOn.Task;
        Task<ReadOnlyMemory<byte>?> early = level.GetAsync("key", token).AsTask();

        Task removal = level.RemoveAsync("key", token).AsTask();
        Assert.False(removal.IsCompleted);
        goOn.SetResult();
        await removal;

        Assert.NotNull(await early);
        Assert.Null(await level.GetAsync("key", token));
    }

    [Fact]
    public void Constructors_BadArguments_AreNamed()
    {
        Assert.Equal("cache", Assert.Throws<ArgumentNullException>(() => new DistributedCacheLevel(null!)).ParamName);
        Assert.Equal("cache", Assert.Throws<ArgumentNullException>(() => new HybridCacheLevel(null!)).ParamName);
        var hybrid = new FaithfulHybridCache();
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new HybridCacheLevel(hybrid, "")).ParamName);
    }

    private static ICacheLevel Make(string kind) => kind switch
    {
        "array" => new DistributedCacheLevel(
            new MemoryDistributedCache(new OptionsWrapper<MemoryDistributedCacheOptions>(new MemoryDistributedCacheOptions()))),
        "buffer" => new DistributedCacheLevel(new RecordingBufferCache()),
        "hybrid" => new HybridCacheLevel(new FaithfulHybridCache()),
        _ => new HybridCacheLevel(new FaithfulHybridCache(), usesItsMemory: true),
    };

    private sealed class SingleReads : ICacheLevel
    {
        public string Name => "single";

        public List<TaskCompletionSource<ReadOnlyMemory<byte>?>> Waiting { get; } = [];

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
        {
            var read = new TaskCompletionSource<ReadOnlyMemory<byte>?>();
            Waiting.Add(read);
            return new ValueTask<ReadOnlyMemory<byte>?>(read.Task);
        }

        public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
            => default;

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken) => default;
    }
}
