using System.Runtime.CompilerServices;
using Rote.Caching;
using Rote.Generated;
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
