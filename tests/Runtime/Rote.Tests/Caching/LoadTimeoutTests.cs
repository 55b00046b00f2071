using Rote.Caching;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

/// <summary>Loads may take 5 seconds. The hung ones ignore their tokens.</summary>
public sealed class LoadTimeoutTests
{
    private static CachePolicy Limited(CachePolicy policy)
        => policy with { Lifetime = TimeSpan.FromSeconds(10), LoadTimeout = TimeSpan.FromSeconds(5) };

    [Fact]
    public async Task LoadAsync_Hangs_FailsEveryCallerAtTheDeadlineAndFreesTheKey()
    {
        using var fixture = new RegionFixture(Limited);
        var store = new GatedStore();
        Task<string?>[] calls = [fixture.Call("a", store).AsTask(), fixture.Call("a", store).AsTask()];
        GatedLoad hung = await store.Begun(0);

        fixture.Seconds(4.9);
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        Assert.False(hung.Token.IsCancellationRequested);
        fixture.Seconds(0.2);
        foreach (Task<string?> call in calls)
        {
            TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => call);
            Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
        }

        await Signals.Until(() => hung.Token.IsCancellationRequested);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal((1, 1), (fixture.Statistics.Loads, fixture.Statistics.FailedLoads));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadAsync_HungLoadEndsLate_ItsResultIsNeitherKeptNorServed(bool beforeTheNext)
    {
        using var fixture = new RegionFixture(Limited);
        var store = new GatedStore();
        ValueTask<string?> first = fixture.Call("a", store);
        GatedLoad hung = await store.Begun(0);
        fixture.Seconds(5);
        await Assert.ThrowsAsync<TimeoutException>(async () => await first);

        ValueTask<string?> second = fixture.Call("a", store);
        GatedLoad anew = await store.Begun(1);
        GatedLoad[] order = beforeTheNext ? [hung, anew] : [anew, hung];
        foreach (GatedLoad load in order)
        {
            load.One.SetResult(ReferenceEquals(load, hung) ? "late" : "new");
        }

        Assert.Equal("new", await second);
        await Signals.Until(() => fixture.Kept("a") == "new");
        ValueTask<string?> third = fixture.Call("a", store);
        Assert.Equal("new", await third);
        Assert.Equal((2, 1), (fixture.Statistics.Loads, fixture.Statistics.FailedLoads));
    }

    [Fact]
    public async Task LoadAsync_HungLoadFailsLate_IsNotCountedTwice()
    {
        using var fixture = new RegionFixture(Limited);
        var store = new GatedStore();
        ValueTask<string?> call = fixture.Call("a", store);
        GatedLoad hung = await store.Begun(0);
        fixture.Seconds(5);
        await Assert.ThrowsAsync<TimeoutException>(async () => await call);
        hung.One.SetException(new IOException("late"));
        await fixture.LoadValue("a", "v");

        Assert.Equal("v", fixture.Kept("a"));
        Assert.Equal((2, 1), (fixture.Statistics.Loads, fixture.Statistics.FailedLoads));
    }

    [Fact]
    public async Task LoadAsync_HangsWithStaleValue_AnswersStaleAtTheDeadline()
    {
        using var fixture = new RegionFixture(policy => Limited(policy) with { StaleLifetime = TimeSpan.FromSeconds(60) });
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);
        ValueTask<string?> call = fixture.Call("a", store);
        GatedLoad hung = await store.Begun(0);
        fixture.Seconds(5);

        Assert.Equal("old", await call);
        hung.One.SetResult("late");
        Assert.Equal("new", await fixture.LoadValue("a", "new"));
        Assert.Equal("new", fixture.Kept("a"));
        Assert.Equal(1, fixture.Statistics.StaleHits);
    }

    [Fact]
    public async Task LoadManyAsync_Hangs_FailsItsCallersAndFreesItsKeys()
    {
        using var fixture = new RegionFixture(policy => Limited(policy) with { StaleLifetime = TimeSpan.FromSeconds(60) });
        var store = new GatedStore();
        await fixture.LoadValue("s", "old");
        fixture.Seconds(15);
        ValueTask<IReadOnlyList<string?>> bulk = fixture.LoadMany(["a", "b", "s"], store.LoadMany, CancellationToken.None);
        ValueTask<string?> joined = fixture.Call("b", store);
        ValueTask<string?> stale = fixture.Call("s", store);
        GatedLoad hung = await store.Begun(0);
        fixture.Seconds(5);

        await Assert.ThrowsAsync<TimeoutException>(async () => await bulk);
        await Assert.ThrowsAsync<TimeoutException>(async () => await joined);
        Assert.Equal("old", await stale);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        await Signals.Until(() => hung.Token.IsCancellationRequested);
        await fixture.LoadValue("b", "new");
        hung.Many.SetResult(["late", "late", "late"]);
        Assert.Equal("new", await fixture.LoadValue("a", "new"));
        Assert.Equal(("new", "new"), (fixture.Kept("a"), fixture.Kept("b")));
    }

    [Fact]
    public async Task LoadAsync_EndsInTime_LeavesNoTimer()
    {
        using var fixture = new RegionFixture(Limited);
        var store = new GatedStore();
        ValueTask<string?> call = fixture.Call("a", store);
        Assert.Equal(1, fixture.Time.ArmedTimers);
        (await store.Begun(0)).One.SetResult("v");
        Assert.Equal("v", await call);
        Assert.Equal(0, fixture.Time.ArmedTimers);

        ValueTask<string?> failing = fixture.Call("b", store);
        (await store.Begun(1)).One.SetException(new IOException("down"));
        await Assert.ThrowsAsync<IOException>(async () => await failing);
        Assert.Equal(0, fixture.Time.ArmedTimers);
    }

    [Fact]
    public async Task Load_SynchronousHangs_JoinedCallersFailAndTheLateResultIsNotKept()
    {
        using var fixture = new RegionFixture(Limited);
        var key = new RegionFixture.Key("a");
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        Task<string?> hung = Task.Factory.StartNew(
            () => fixture.Region.Load(key, 0, (_, _) =>
            {
                begun.SetResult();
                goOn.Wait(CancellationToken.None);
                return "late";
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await begun.Task;
        ValueTask<string?> joined = fixture.Load("a", _ => throw new InvalidOperationException(), CancellationToken.None);
        fixture.Seconds(5);

        await Assert.ThrowsAsync<TimeoutException>(async () => await joined);
        Assert.Equal("new", fixture.Region.Load(key, 0, static (_, _) => "new"));
        goOn.Set();
        await Assert.ThrowsAsync<TimeoutException>(() => hung);
        Assert.Equal("new", fixture.Kept("a"));
    }
}
