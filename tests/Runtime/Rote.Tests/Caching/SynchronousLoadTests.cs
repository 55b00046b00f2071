using Rote.Caching;
using Rote.Generated;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

public sealed class SynchronousLoadTests
{
    private static readonly RegionFixture.Key A = new("a");

    [Fact]
    public async Task Load_ManyThreads_ShareOneLoad()
    {
        using var fixture = new RegionFixture();
        using var goOn = new ManualResetEventSlim();
        int loads = 0;
        Task<string?>[] callers = [.. Enumerable.Range(0, 8).Select(_ => OnThread(() => fixture.Region.Load(A, 0, (_, _) =>
        {
            Interlocked.Increment(ref loads);
            goOn.Wait(CancellationToken.None);
            return "v";
        })))];
        await Signals.Until(() => fixture.Statistics.Misses == 8);
        goOn.Set();

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("v", value));
        Assert.Equal((1, 1L), (loads, fixture.Statistics.Loads));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task Load_Throws_ReachesAllAndReleasesTheKey()
    {
        using var fixture = new RegionFixture();
        using var goOn = new ManualResetEventSlim();
        Task<string?>[] callers = [.. Enumerable.Range(0, 4).Select(_ => OnThread(() => fixture.Region.Load<int>(A, 0, (_, _) =>
        {
            goOn.Wait(CancellationToken.None);
            throw new FormatException("bad");
        })))];
        await Signals.Until(() => fixture.Statistics.Misses == 4);
        goOn.Set();

        foreach (Task<string?> caller in callers)
        {
            await Assert.ThrowsAsync<FormatException>(() => caller);
        }

        Assert.Equal((1L, 1L), (fixture.Statistics.Loads, fixture.Statistics.FailedLoads));
        Assert.Equal("v", fixture.Region.Load(A, 0, static (_, _) => "v"));
    }

    [Fact]
    public void Load_AsksForItsOwnKey_Throws()
    {
        using var fixture = new RegionFixture();
        var error = Assert.Throws<InvalidOperationException>(() => fixture.Region.Load(
            A, fixture.Region, static (region, key) => region.Load(key, 0, static (_, _) => "inner")));

        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("v", fixture.Region.Load(A, 0, static (_, _) => "v"));
    }

    [Fact]
    public async Task Load_AsksForItsOwnKeyBesideAnAsynchronousLoad_ThrowsInsteadOfGoingOnForEver()
    {
        using var fixture = new RegionFixture();
        var store = new GatedStore();
        ValueTask<string?> asynchronous = fixture.Call("a", store);
        int depth = 0;

        Assert.Throws<InvalidOperationException>(() => Recurse());
        Assert.Equal(1, depth);
        (await store.Begun(0)).One.SetResult("v");
        Assert.Equal("v", await asynchronous);

        string? Recurse() => fixture.Region.Load(A, 0, (_, _) =>
        {
            depth++;
            return depth > 100 ? throw new FormatException("It goes on for ever.") : Recurse();
        });
    }

    [Fact]
    public void Load_AsksForAnotherKey_Works()
    {
        using var fixture = new RegionFixture();
        string? value = fixture.Region.Load(
            A, fixture.Region, static (region, _) => "outer " + region.Load(new("b"), 0, static (_, _) => "inner"));

        Assert.Equal("outer inner", value);
        Assert.Equal("inner", fixture.Kept("b"));
    }

    [Fact]
    public void Load_RecursiveMemoisation_LoadsEachOnce()
    {
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<int, long> region = context.Cache<int, long>(new CachePolicy { Region = "fib" });

        Assert.Equal(832_040, Fib(30));
        Assert.Equal((31, 31L), (region.Statistics.Entries, region.Statistics.Loads));

        long Fib(int n) => region.TryGet(n, out long kept)
            ? kept
            : region.Load(n, 0, (_, n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2));
    }

    [Fact]
    public async Task Load_AsynchronousLoadInFlight_LoadsForItself()
    {
        using var fixture = new RegionFixture();
        var store = new GatedStore();
        ValueTask<string?> asynchronous = fixture.Call("a", store);
        GatedLoad slow = await store.Begun(0);

        Assert.Equal("own", fixture.Region.Load(A, 0, static (_, _) => "own"));
        Assert.False(asynchronous.IsCompleted);
        slow.One.SetResult("slow");
        Assert.Equal("slow", await asynchronous);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("region")]
    public async Task Load_BesideAnAsynchronousLoadAndInvalidated_KeepsNeither(string way)
    {
        using var fixture = new RegionFixture();
        var store = new GatedStore();
        ValueTask<string?> asynchronous = fixture.Call("a", store);
        GatedLoad slow = await store.Begun(0);

        Assert.Equal("own", fixture.Region.Load(A, 0, (_, _) =>
        {
            fixture.Drop("a", way);
            return "own";
        }));
        slow.One.SetResult("slow");
        Assert.Equal("slow", await asynchronous);
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadAsync_SynchronousLoadInFlight_IsJoined()
    {
        using var fixture = new RegionFixture();
        using var goOn = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> synchronous = OnThread(() => fixture.Region.Load(A, 0, (_, _) =>
        {
            begun.SetResult();
            goOn.Wait(CancellationToken.None);
            return "v";
        }));
        await begun.Task;
        ValueTask<string?> joined = fixture.Load("a", static _ => throw new InvalidOperationException(), CancellationToken.None);
        Assert.False(joined.IsCompleted);
        goOn.Set();

        Assert.Equal("v", await joined);
        Assert.Equal("v", await synchronous);
    }

    [Fact]
    public void Load_Disposed_Throws()
    {
        using var fixture = new RegionFixture();
        fixture.Context.Dispose();
        Assert.Throws<ObjectDisposedException>(() => fixture.Region.Load(A, 0, static (_, _) => "v"));
    }

    private static Task<T> OnThread<T>(Func<T> work)
        => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
