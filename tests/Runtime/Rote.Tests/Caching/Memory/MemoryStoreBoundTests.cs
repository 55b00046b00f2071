using Microsoft.Extensions.Caching.Memory;

namespace Rote.Tests.Caching.Memory;

/// <summary>What bounds a region that is kept in an <see cref="IMemoryCache"/>.</summary>
public sealed class MemoryStoreBoundTests
{
    [Fact]
    public void MaxWeight_InTheMemoryCache_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new RegionFixture(
            static policy => policy with { Store = CacheStore.MemoryCache, MaxWeight = 100 },
            functions: new() { Weight = static _ => 1 }));
        Assert.Equal(("MaxWeight", 100L), (error.ParamName, error.ActualValue));
        Assert.Contains("test", error.Message, StringComparison.Ordinal);
        Assert.Contains("SizeLimit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxWeight_MovedToTheMemoryCacheByTheOptions_IsRefused()
    {
        var options = new RoteOptions();
        options.Regions["test"] = new CacheRegionOptions { Store = CacheStore.MemoryCache };
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionFixture(
            static policy => policy with { MaxWeight = 100 }, options: options, functions: new() { Weight = static _ => 1 }));
    }

    [Fact]
    public void SelfSizing_InTheMemoryCache_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new RegionFixture(
            static policy => policy with
            {
                Store = CacheStore.MemoryCache,
                SelfSizing = new CacheSelfSizing { Minimum = 1, Maximum = 9 },
            }));
        Assert.Equal("SelfSizing", error.ParamName);
    }

    [Fact]
    public async Task Weight_InACacheOfOurOwn_DoesNotCountTowardsItsEntries()
    {
        using var fixture = new RegionFixture(
            static policy => policy with { Store = CacheStore.MemoryCache },
            options: new RoteOptions { MaxEntries = 10 },
            functions: new() { Weight = static _ => 1_000_000 });
        await fixture.LoadValue("a", "v");
        Assert.Equal("v", fixture.Kept("a"));
    }

    [Fact]
    public async Task Weight_InTheApplicationsCache_CountsTowardsItsSizeLimit()
    {
        using var memory = new MemoryCache(new MemoryCacheOptions { SizeLimit = 10 });
        using var fixture = new RegionFixture(
            static policy => policy with { Store = CacheStore.MemoryCache },
            options: new RoteOptions { MemoryCache = memory },
            functions: new() { Weight = static value => value!.Length });
        await fixture.LoadValue("light", "v");
        await fixture.LoadValue("heavy", "a value of more than ten characters");
        Assert.Equal((true, false), (fixture.Has("light"), fixture.Has("heavy")));
    }
}
