namespace Rote.Tests.Caching;

/// <summary>A region decides every 60 seconds with at least 20 requests.</summary>
public sealed class SelfSizingTests
{
    private int _next;

    [Fact]
    public async Task Decide_FewHits_GrowsByHalfUpToTheMaximum()
    {
        using RegionFixture fixture = Sizing(100);
        foreach (long capacity in new[] { 150, 225, 300, 300 })
        {
            await Ask(fixture, hits: 9, misses: 11);
            fixture.Seconds(60);
            await Ask(fixture, hits: 0, misses: 1);
            Assert.Equal(capacity, fixture.Statistics.Capacity);
        }
    }

    [Fact]
    public async Task Decide_ManyHits_ShrinksByAFifthDownToTheMinimumAndEvicts()
    {
        using RegionFixture fixture = Sizing(100);
        await Ask(fixture, hits: 0, misses: 100);
        fixture.Seconds(60);
        await Ask(fixture, hits: 0, misses: 1);
        fixture.Region.Resize(100);
        foreach (long capacity in new[] { 80, 64, 51, 50, 50 })
        {
            await Ask(fixture, hits: 30, misses: 0);
            fixture.Seconds(60);
            await Ask(fixture, hits: 0, misses: 1);
            Assert.Equal(capacity, fixture.Statistics.Capacity);
            Assert.InRange(fixture.Statistics.Entries, 1, capacity);
        }
    }

    [Fact]
    public async Task Decide_HitsInBetween_ChangesNothing()
    {
        using RegionFixture fixture = Sizing(100);
        await Ask(fixture, hits: 0, misses: 1);
        await Ask(fixture, hits: 24, misses: 9);
        fixture.Seconds(60);
        await Ask(fixture, hits: 0, misses: 1);

        Assert.Equal(100, fixture.Statistics.Capacity);
    }

    [Fact]
    public async Task Decide_TooFewRequests_WaitsForMore()
    {
        using RegionFixture fixture = Sizing(100);
        await Ask(fixture, hits: 0, misses: 18);
        fixture.Seconds(600);
        await Ask(fixture, hits: 0, misses: 1);
        Assert.Equal(100, fixture.Statistics.Capacity);

        await Ask(fixture, hits: 0, misses: 1);
        Assert.Equal(150, fixture.Statistics.Capacity);
    }

    [Fact]
    public async Task Decide_IntervalIsNotOver_Waits()
    {
        using RegionFixture fixture = Sizing(100);
        fixture.Seconds(59.9);
        await Ask(fixture, hits: 0, misses: 50);
        Assert.Equal(100, fixture.Statistics.Capacity);

        fixture.Seconds(0.1);
        await Ask(fixture, hits: 0, misses: 50);
        Assert.Equal(150, fixture.Statistics.Capacity);
    }

    [Fact]
    public async Task Decide_ShrinksBelowTheWeightOfTheNewcomer_DoesNotKeepIt()
    {
        var sizing = new CacheSelfSizing { Minimum = 10, Maximum = 1_000, MinRequests = 20 };
        using var fixture = new RegionFixture(
            policy => policy with { MaxWeight = 100, SelfSizing = sizing, Lifetime = TimeSpan.FromHours(1) },
            functions: new() { Weight = static value => value!.Length });
        await fixture.LoadValue("light", "1");
        for (int i = 0; i < 30; i++)
        {
            Assert.True(fixture.Has("light"));
        }

        fixture.Seconds(60);
        await fixture.LoadValue("heavy", new string('x', 100));

        Assert.Equal(80, fixture.Statistics.Capacity);
        Assert.InRange(fixture.Statistics.Weight, 0, 80);
        Assert.False(fixture.Has("heavy"));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 9)]
    public void Cache_LimitsMakeNoSense_Throws(long minimum, long maximum)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new RegionFixture(
            policy => policy with { SelfSizing = new CacheSelfSizing { Minimum = minimum, Maximum = maximum } }));

    private static RegionFixture Sizing(int entries)
    {
        var sizing = new CacheSelfSizing { Minimum = 50, Maximum = 300, MinRequests = 20 };
        return new(policy => policy with { MaxEntries = entries, SelfSizing = sizing, Lifetime = TimeSpan.FromHours(9) });
    }

    /// <summary>Misses of new keys; then hits of the last one.</summary>
    private async Task Ask(RegionFixture fixture, int hits, int misses)
    {
        for (int i = 0; i < misses; i++)
        {
            await fixture.LoadValue($"{_next++}", "v");
        }

        for (int i = 0; i < hits; i++)
        {
            Assert.True(fixture.Has($"{_next - 1}"));
        }
    }
}
