using System.Runtime.CompilerServices;
using Rote.Caching;
using Rote.Generated;
using Rote.Tests.Caching.Levels;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Caching.Statistics;

/// <summary>Each test uses region names of its own: the meter is the process's.</summary>
[Collection("Telemetry")]
public sealed class CacheInstrumentsTests
{
    [Fact]
    public async Task Observe_RegionUsed_ShowsRequestsEntriesSizeAndEvictions()
    {
        using var metrics = new RecordingMeter();
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<int, string> region = context.Cache<int, string>(
            new CachePolicy { Region = "observed", MaxWeight = 30 }, new CacheFunctions<int, string> { Weight = _ => 10 });
        for (int key = 0; key < 5; key++)
        {
            region.Load(key, 0, (_, key) => $"{key}");
        }

        Assert.True(region.TryGet(4, out _));
        await region.LoadManyAsync<int, int>(
            [4, 9],
            0,
            static (_, item) => item,
            static (_, items, _) => new ValueTask<IReadOnlyList<string>>([.. items.Select(item => $"{item}")]),
            TestContext.Current.CancellationToken);

        metrics.Observe();
        Assert.Equal(
            [("hit", 2), ("miss", 6)],
            metrics.Of("cache.requests", "cache.name", "observed")
                .Select(sample => ((string)sample.Tags["cache.request.type"]!, (int)sample.Value)));
        Assert.Equal(3, Assert.Single(metrics.Of("cache.entries", "cache.name", "observed")).Value);
        Assert.Equal(30, Assert.Single(metrics.Of("cache.estimated_size", "cache.name", "observed")).Value);
        Assert.Equal(3, Assert.Single(metrics.Of("cache.evictions", "cache.name", "observed")).Value);
    }

    [Fact]
    public async Task Observe_LoadsRenewalsAndExpirations_AreShown()
    {
        using var metrics = new RecordingMeter();
        using var fixture = new RegionFixture(static policy => policy with
        {
            Region = "loads",
            Lifetime = TimeSpan.FromSeconds(10),
            RefreshPercent = 50,
            StaleLifetime = TimeSpan.FromSeconds(60),
        });
        await fixture.LoadValue("a", "v1");
        fixture.Seconds(6);
        await fixture.LoadValue("a", "v2");
        await Signals.Until(() => fixture.Statistics.Renewals == 1);
        fixture.Seconds(11);
        Assert.Equal("v2", await fixture.Load("a", static _ => throw new IOException("down"), CancellationToken.None));
        fixture.Seconds(100);
        await fixture.LoadValue("a", "v3");

        metrics.Observe();
        Assert.Equal(
            [("success", 3), ("failure", 1)],
            metrics.Of("cache.loads", "cache.name", "loads")
                .Select(sample => ((string)sample.Tags["cache.load.outcome"]!, (int)sample.Value)));
        Assert.Equal(1, Assert.Single(metrics.Of("cache.renewals", "cache.name", "loads")).Value);
        Assert.Equal(1, Assert.Single(metrics.Of("cache.stale_hits", "cache.name", "loads")).Value);
        Assert.Equal(
            fixture.Statistics.Expirations, Assert.Single(metrics.Of("cache.expirations", "cache.name", "loads")).Value);
        Assert.Empty(metrics.Of("cache.second_level.requests", "cache.name", "loads"));
        Assert.Empty(metrics.Of("cache.second_level.failures", "cache.name", "loads"));
    }

    [Fact]
    public async Task Observe_SecondLevel_ShowsItsRequestsAndFailuresAlsoWhenTheRegionIsGone()
    {
        using var metrics = new RecordingMeter();
        WeakReference gone = await UseLevelAndForget("levelled");
        for (int i = 0; i < 10 && gone.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(gone.IsAlive);
        metrics.Observe();
        Assert.Equal(
            [("hit", 1), ("miss", 2)],
            metrics.Of("cache.second_level.requests", "cache.name", "levelled")
                .Select(sample => ((string)sample.Tags["cache.request.type"]!, (int)sample.Value)));
        Assert.Equal(1, Assert.Single(metrics.Of("cache.second_level.failures", "cache.name", "levelled")).Value);
    }

    [Fact]
    public void Observe_RemovalsThatALevelDoesNotConfirm_ArePendingUntilDisposal()
    {
        using var metrics = new RecordingMeter();
        var level = new MemoryLevel { Name = "hanging", Hangs = true };
        using (RegionFixture one = Process(level))
        {
            using RegionFixture two = Process(level);
            one.Region.Invalidate(new("a"));
            one.Region.Invalidate(new("b"));
            two.Region.InvalidateAll();
            metrics.Observe();
        }

        Assert.Equal(
            3, Assert.Single(metrics.Of("cache.second_level.pending_removals", "cache.second_level.name", "hanging")).Value);
        metrics.Observe();
        Assert.Single(metrics.Of("cache.second_level.pending_removals", "cache.second_level.name", "hanging"));
    }

    [Fact]
    public void Observe_RegionCollected_KeepsItsCountsAndForgetsItsEntries()
    {
        using var metrics = new RecordingMeter();
        WeakReference gone = UseAndForget("collected");
        for (int i = 0; i < 10 && gone.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(gone.IsAlive);
        metrics.Observe();

        Assert.Equal([1, 1], metrics.Of("cache.requests", "cache.name", "collected").Select(sample => (int)sample.Value));
        Assert.Equal(0, Assert.Single(metrics.Of("cache.entries", "cache.name", "collected")).Value);
    }

    [Fact]
    public void Observe_TwoRegionsOfOneName_AreAddedUp()
    {
        using var metrics = new RecordingMeter();
        using var one = new DecoratorContext("IOne", null);
        using var two = new DecoratorContext("ITwo", null);
        foreach (DecoratorContext context in new[] { one, two })
        {
            CacheRegion<int, int> region = context.Cache<int, int>(new CachePolicy { Region = "twice" });
            region.Load(1, 0, (_, key) => key);
            Assert.True(region.TryGet(1, out _));
        }

        metrics.Observe();

        Assert.Equal([2, 2], metrics.Of("cache.requests", "cache.name", "twice").Select(sample => (int)sample.Value));
    }

    private static RegionFixture Process(MemoryLevel level, string region = "test") => new(
        policy => policy with { Region = region, SecondLevel = true },
        options: new RoteOptions { SecondLevel = level },
        functions: new() { KeyText = static (in RegionFixture.Key key, ref CacheKeyWriter writer) => writer.Add(key.Id) });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseLevelAndForget(string name)
    {
        var level = new MemoryLevel();
        WeakReference gone = await Use(level, "a", "v");
        await Signals.Until(() => level.Writes == 1);
        await Use(level, "a", "not asked for");
        level.Fails = true;
        await Use(level, "b", "v");
        return gone;

        async Task<WeakReference> Use(MemoryLevel level, string id, string value)
        {
            using RegionFixture process = Process(level, name);
            await process.LoadValue(id, value);
            return new WeakReference(process.Region);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndForget(string name)
    {
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<int, int> region = context.Cache<int, int>(new CachePolicy { Region = name });
        region.Load(1, 0, (_, key) => key);
        Assert.True(region.TryGet(1, out _));
        return new WeakReference(region);
    }
}
