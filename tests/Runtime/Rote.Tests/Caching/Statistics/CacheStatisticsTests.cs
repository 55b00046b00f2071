using System.Runtime.CompilerServices;
using Rote.Caching;

namespace Rote.Tests.Caching.Statistics;

public sealed class CacheStatisticsTests
{
    [Fact]
    public async Task Hits_EightThreads_AreExactAndSurviveTheThreads()
    {
        using var fixture = new RegionFixture();
        await fixture.LoadValue("a", "v");
        for (int round = 1; round <= 3; round++)
        {
            HitOnThreads(fixture);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(round * 8 * 10_000, fixture.Statistics.Hits);
        }

        Assert.Equal((1L, 1L), (fixture.Statistics.Misses, fixture.Statistics.Loads));
    }

    [Fact]
    public async Task Statistics_EveryKind_IsCountedOnce()
    {
        using var fixture = new RegionFixture(policy => policy with { MaxEntries = 3, Lifetime = TimeSpan.FromSeconds(10) });
        await Assert.ThrowsAsync<IOException>(
            async () => await fixture.Load("x", static _ => throw new IOException(), CancellationToken.None));
        for (int i = 0; i < 5; i++)
        {
            await fixture.LoadValue($"{i}", "v");
        }

        fixture.Seconds(4);
        CacheStatistics now = fixture.Statistics;
        Assert.Equal((0, 6, 6, 1), (now.Hits, now.Misses, now.Loads, now.FailedLoads));
        Assert.Equal((2, 0, 3, 3), (now.Evictions, now.Expirations, now.Entries, now.Weight));
        Assert.Equal(TimeSpan.FromSeconds(4), now.MeanEntryAge);
        Assert.Equal(0, now.HitRatio);

        fixture.Region.InvalidateAll();
        Assert.Equal((0, TimeSpan.Zero), (fixture.Statistics.Entries, fixture.Statistics.MeanEntryAge));
    }

    [Fact]
    public async Task MeanEntryAge_EntriesComeAndGo_IsExact()
    {
        using var fixture = new RegionFixture();
        await fixture.LoadValue("a", "v");
        fixture.Seconds(10);
        await fixture.LoadValue("b", "v");
        fixture.Seconds(10);
        Assert.Equal(TimeSpan.FromSeconds(15), fixture.Statistics.MeanEntryAge);

        fixture.Region.Invalidate(new("a"));
        Assert.Equal(TimeSpan.FromSeconds(10), fixture.Statistics.MeanEntryAge);
    }

    [Fact]
    public async Task Expirations_UniqueKeysNobodyAsksForAgain_AreSweptUnasked()
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(1) });
        for (int i = 0; i < 20_000; i++)
        {
            await fixture.LoadValue($"{i}", "v");
            fixture.Seconds(0.01);
            Assert.InRange(fixture.Statistics.Entries, 1, 600);
        }

        CacheStatistics now = fixture.Statistics;
        Assert.Equal(0, now.Evictions);
        Assert.Equal(20_000, now.Expirations + now.Entries);
    }

    [Fact]
    public void StripedCounter_SlotGivenBack_CountsFromItsSum()
    {
        // Other regions may take and give back slots at the same time: only what was taken here is looked at.
        int slot = StripedCounter.TakeSlot();
        long before = StripedCounter.Sum(slot);
        StripedCounter.Add(slot, 5);
        Assert.Equal(5, StripedCounter.Sum(slot) - before);
        StripedCounter.ReturnSlot(slot);

        var taken = new List<CacheCounters>();
        for (int i = 0; i < 10; i++)
        {
            var counters = new CacheCounters();
            Assert.Equal(0, counters.Hits);
            counters.CountHit();
            counters.CountBulk(2, 1);
            Assert.Equal((3, 1), (counters.Hits, counters.Misses));
            taken.Add(counters);
        }

        taken.ForEach(static counters => counters.ReturnSlot());
        var reborn = new CacheCounters();
        Assert.Equal(0, reborn.Hits);
        reborn.ReturnSlot();
    }

    /// <summary>Its threads are gone when it returns, and nothing on the stack holds them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void HitOnThreads(RegionFixture fixture)
    {
        using var start = new Barrier(8);
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 10_000; i++)
            {
                fixture.Has("a");
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
    }
}
