using Rote.Caching;
using Rote.Generated;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

/// <summary>Lifetimes and weights by value, bounds that move, and what the application changes about a region.</summary>
public sealed class RegionFunctionsTests
{
    [Theory]
    [InlineData(null, 300)]
    [InlineData(7.0, 7)]
    [InlineData(0.0, 0)]
    [InlineData(-1.0, 0)]
    public async Task Lifetime_OfTheValue_Decides(double? seconds, int kept)
    {
        using var fixture = WithLifetime(_ => seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
        Assert.Equal("v", await fixture.LoadValue("a", "v"));

        if (kept > 0)
        {
            fixture.Seconds(kept - 0.1);
            Assert.True(fixture.Has("a"));
            fixture.Seconds(0.1);
        }

        Assert.False(fixture.Has("a"));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(TimeSpan.TicksPerDay * 10_000)]
    public async Task Lifetime_Huge_IsKept(long ticks)
    {
        using var fixture = WithLifetime(_ => new TimeSpan(ticks));
        await fixture.LoadValue("a", "v");

        fixture.Time.Advance(TimeSpan.FromDays(9_999));
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task Lifetime_ShorterThanAMillisecond_ExpiresInOne()
    {
        using var fixture = WithLifetime(_ => TimeSpan.FromTicks(1));
        await fixture.LoadValue("a", "v");

        Assert.True(fixture.Has("a"));
        fixture.Seconds(0.001);
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task Lifetime_OfNull_OverridesTheNullLifetime()
    {
        using var fixture = WithLifetime(value => value is null ? TimeSpan.FromSeconds(5) : null);
        await fixture.LoadValue("a", null);

        Assert.True(fixture.Has("a"));
        fixture.Seconds(5);
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task Lifetime_Throws_ReachesCallersAndNothingIsKept()
    {
        using var fixture = WithLifetime(_ => throw new FormatException("lifetime"));
        var store = new GatedStore();
        ValueTask<string?> first = fixture.Call("a", store);
        ValueTask<string?> second = fixture.Call("a", store);
        (await store.Begun(0)).One.SetResult("v");

        await Assert.ThrowsAsync<FormatException>(async () => await first);
        await Assert.ThrowsAsync<FormatException>(async () => await second);
        Assert.Throws<FormatException>(() => fixture.Region.Load(new("b"), 0, static (_, _) => "v"));
        await Assert.ThrowsAsync<FormatException>(async () => await fixture.LoadMany(
            ["c", "d"], static (ids, _) => ValueTask.FromResult<IReadOnlyList<string?>>(ids), CancellationToken.None));
        Assert.Equal((0, 0), (fixture.Region.LoadsInFlight, fixture.Statistics.Entries));
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task Weight_Sums_StayWithinTheBound()
    {
        using var fixture = WithWeight(100, static value => value!.Length);
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++)
        {
            await fixture.LoadValue($"{random.Next(60)}", new string('x', random.Next(1, 60)));
            Assert.InRange(fixture.Statistics.Weight, 1, 100);
            if (random.Next(4) == 0)
            {
                fixture.Region.Invalidate(new($"{random.Next(60)}"));
            }
        }

        long sum = Enumerable.Range(0, 60).Sum(i => (long)(fixture.Kept($"{i}")?.Length ?? 0));
        Assert.Equal(sum, fixture.Statistics.Weight);
    }

    [Fact]
    public async Task Weight_HeavierThanTheRegion_IsServedButNotKeptAndDropsTheOld()
    {
        using var fixture = WithWeight(10, static value => value!.Length);
        await fixture.LoadValue("other", "12345");
        await fixture.LoadValue("a", "1");
        fixture.Region.Invalidate(new("a"));

        Assert.Equal("12345678901", await fixture.LoadValue("a", "12345678901"));
        Assert.False(fixture.Has("a"));
        Assert.True(fixture.Has("other"));
        Assert.Equal("1234567890", await fixture.LoadValue("a", "1234567890"));
        Assert.True(fixture.Has("a"));
        Assert.False(fixture.Has("other"));
    }

    [Fact]
    public async Task Weight_AsLargeAsANumberCanBe_EvictsInsteadOfOverflowing()
    {
        using var fixture = WithWeight(long.MaxValue, static _ => long.MaxValue);
        await fixture.LoadValue("a", "v");
        await fixture.LoadValue("b", "v");

        Assert.Equal((1, long.MaxValue), (fixture.Statistics.Entries, fixture.Statistics.Weight));
        Assert.True(fixture.Has("b"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Weight_NotPositive_BreaksTheContract(long weight)
    {
        using var fixture = WithWeight(10, _ => weight);

        var error = await Assert.ThrowsAsync<RoteContractException>(async () => await fixture.LoadValue("a", "v"));
        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{weight}", error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (fixture.Region.LoadsInFlight, fixture.Statistics.Entries));
    }

    [Fact]
    public void Weight_BoundWithoutFunction_ThrowsNamingTheRegion()
    {
        var error = Assert.Throws<ArgumentException>(() => new RegionFixture(policy => policy with { MaxWeight = 1 }));
        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_DownAndUp_EvictsAtOnceAndMakesRoom()
    {
        using var fixture = new RegionFixture(policy => policy with { MaxEntries = 100 });
        for (int i = 0; i < 100; i++)
        {
            await fixture.LoadValue($"{i}", "v");
        }

        fixture.Region.Resize(7);
        Assert.Equal((7, 7, 93), (fixture.Statistics.Entries, fixture.Statistics.Capacity, fixture.Statistics.Evictions));
        Assert.Equal(7, Enumerable.Range(0, 100).Count(i => fixture.Has($"{i}")));
        fixture.Region.Resize(1_000);
        for (int i = 0; i < 993; i++)
        {
            await fixture.LoadValue($"new {i}", "v");
        }

        Assert.Equal((1_000, 93), (fixture.Statistics.Entries, fixture.Statistics.Evictions));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Resize_NotPositive_Throws(long capacity)
    {
        using var fixture = new RegionFixture();
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Region.Resize(capacity));
    }

    [Fact]
    public void Resize_RegionInTheMemoryCache_IsNotSupported()
    {
        using var fixture = new RegionFixture(policy => policy with { Store = CacheStore.MemoryCache });
        var error = Assert.Throws<NotSupportedException>(() => fixture.Region.Resize(5));
        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regions_OfTheOptions_OverrideThePolicy()
    {
        var level = new MemoryLevel();
        var options = new RoteOptions();
        options.Regions["test"] = new CacheRegionOptions
        {
            MaxEntries = 3,
            Lifetime = TimeSpan.FromSeconds(2),
            SecondLevel = level,
        };
        options.Regions["nobody"] = new CacheRegionOptions { MaxEntries = 1 };
        using var fixture = new RegionFixture(
            policy => policy with { MaxEntries = 50, Lifetime = TimeSpan.FromSeconds(50) },
            options: options,
            functions: new() { KeyText = static (in RegionFixture.Key key, ref CacheKeyWriter writer) => writer.Add(key.Id) });
        for (int i = 0; i < 10; i++)
        {
            await fixture.LoadValue($"{i}", "v");
        }

        Assert.Equal((3, 3), (fixture.Statistics.Entries, fixture.Statistics.Capacity));
        Assert.True(level.Calls > 0);
        fixture.Seconds(2);
        Assert.DoesNotContain(Enumerable.Range(0, 10), i => fixture.Has($"{i}"));
    }

    [Fact]
    public void Regions_BoundByWeightInTheOptions_NeedsAWeight()
    {
        var options = new RoteOptions();
        options.Regions["test"] = new CacheRegionOptions { MaxWeight = 100 };
        Assert.Throws<ArgumentException>(() => new RegionFixture(options: options));
    }

    [Fact]
    public void Regions_StoreInTheOptions_MovesTheRegion()
    {
        var options = new RoteOptions();
        options.Regions["test"] = new CacheRegionOptions { Store = CacheStore.MemoryCache };
        using var fixture = new RegionFixture(options: options);
        Assert.Throws<NotSupportedException>(() => fixture.Region.Resize(5));
    }

    [Fact]
    public void SecondLevel_NothingSerializesTheValue_ThrowsWhenTheRegionIsMade()
    {
        using var context = new DecoratorContext("ITest", new RoteOptions { SecondLevel = new MemoryLevel() });
        var error = Assert.Throws<RoteSerializerException>(() => context.Cache<int, Version>(
            new CachePolicy { Region = "versions", SecondLevel = true },
            new() { KeyText = static (in int key, ref CacheKeyWriter writer) => writer.Add(key) }));
        Assert.Contains("versions", error.Message, StringComparison.Ordinal);
    }

    private static RegionFixture WithLifetime(Func<string?, TimeSpan?> lifetime)
        => new(functions: new() { Lifetime = lifetime });

    private static RegionFixture WithWeight(long bound, Func<string?, long> weight)
        => new(policy => policy with { MaxWeight = bound }, functions: new() { Weight = weight });
}
