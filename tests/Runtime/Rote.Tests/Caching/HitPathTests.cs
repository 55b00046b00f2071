using Rote.Caching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Caching;

/// <summary>Hits whose key stands where their value goes to: a walk along links, with one variable.</summary>
public sealed class HitPathTests
{
    [Theory]
    [InlineData(CacheStore.Table, true)]
    [InlineData(CacheStore.Table, false)]
    [InlineData(CacheStore.MemoryCache, true)]
    public async Task TryGet_ValueOverItsKey_FindsTheValueOfTheKey(CacheStore store, bool systemClock)
    {
        using DecoratorContext context = Open(systemClock);
        CacheRegion<int, int> next = context.Cache<int, int>(
            new CachePolicy { Region = "links", Store = store }, new CacheFunctions<int, int>());
        await next.LoadAsync(1, 0, static (_, _, _) => ValueTask.FromResult(2), TestContext.Current.CancellationToken);
        await next.LoadAsync(2, 0, static (_, _, _) => ValueTask.FromResult(3), TestContext.Current.CancellationToken);
        int at = 1;
        int hops = 0;
        while (next.TryGet(in at, out at))
        {
            hops++;
        }

        Assert.Equal(2, hops);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TryGet_ValueAroundItsKey_FindsTheValueOfTheKey(bool systemClock)
    {
        using DecoratorContext context = Open(systemClock);
        CacheRegion<int, (string Name, int Parent)> nodes = context.Cache<int, (string Name, int Parent)>(
            new CachePolicy { Region = "nodes" }, new CacheFunctions<int, (string Name, int Parent)>());
        await nodes.LoadAsync(7, 0, static (_, _, _) => ValueTask.FromResult(("root", 0)), TestContext.Current.CancellationToken);
        (string? Name, int Parent) node = ("leaf", 7);

        Assert.True(nodes.TryGet(in node.Parent, out node!));
        Assert.Equal(("root", 0), node);
        Assert.False(nodes.TryGet(in node.Parent, out node!));
        Assert.Equal((null, 0), node);
    }

    private static DecoratorContext Open(bool systemClock)
        => new("ITest", new RoteOptions { TimeProvider = systemClock ? TimeProvider.System : new ManualTimeProvider() });
}
