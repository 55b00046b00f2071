using Rote.Caching;
using Rote.Generated;
using Rote.Testing;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

/// <summary>Hits by the system's clock; and hits whose key stands where their value goes to: a walk along links.</summary>
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

    /// <summary>With the machine's clock a hit looks at the deadline in the slot alone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryGet_SystemClock_EndsWithTheLifetime(bool asTask)
    {
        using DecoratorContext context = Open(systemClock: true);
        CacheRegion<int, int> region = context.Cache<int, int>(
            new CachePolicy { Region = "short" },
            new CacheFunctions<int, int> { Lifetime = static value => TimeSpan.FromMilliseconds(value) });
        bool IsKept(int key) => asTask ? region.TryGetTask(in key, out _) : region.TryGet(in key, out _);
        await region.LoadAsync(1, 0, static (_, _, _) => ValueTask.FromResult(600_000), TestContext.Current.CancellationToken);
        await region.LoadAsync(2, 0, static (_, _, _) => ValueTask.FromResult(30), TestContext.Current.CancellationToken);

        await Signals.Until(() => !IsKept(2));
        Assert.True(IsKept(1));
    }

    /// <summary>A renewal on its way moves the entry's deadline, but not the one in its slot.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task TryGet_SystemClockAndRenewalOnItsWay_GivesTheOldValueUntilTheNewOne(int others)
    {
        using DecoratorContext context = Open(systemClock: true);
        CacheRegion<int, string?> region = context.Cache<int, string?>(
            new CachePolicy { Region = "due", Lifetime = TimeSpan.FromSeconds(50), RefreshPercent = 1 },
            new CacheFunctions<int, string?> { Lifetime = static value => TimeSpan.FromSeconds(value == "old" ? 5 : 5_000) });
        CancellationToken ct = TestContext.Current.CancellationToken;
        await region.LoadAsync(1, 0, static (_, _, _) => ValueTask.FromResult<string?>("old"), ct);
        await Signals.Until(() => !region.TryGet(1, out _));

        var answer = new TaskCompletionSource<string?>();
        Assert.Equal("old", await region.LoadAsync(1, answer.Task, static (load, _, _) => new ValueTask<string?>(load), ct));
        for (int key = 2; key < 2 + others; key++)
        {
            await region.LoadAsync(key, 0, static (_, _, _) => ValueTask.FromResult<string?>("other"), ct);
        }

        Assert.True(region.TryGet(1, out string? meanwhile));
        Assert.Equal("old", meanwhile);
        answer.SetResult("new");
        await Signals.Until(() => region.TryGet(1, out string? value) && value == "new");
    }

    private static DecoratorContext Open(bool systemClock)
        => new("ITest", new RoteOptions { TimeProvider = systemClock ? TimeProvider.System : new ManualTimeProvider() });
}
