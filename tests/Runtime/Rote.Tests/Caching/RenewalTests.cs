using Rote.Caching;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

/// <summary>Entries live 100 seconds and are due after 80.</summary>
public sealed class RenewalTests
{
    private static CachePolicy Renewing(CachePolicy policy)
        => policy with { Lifetime = TimeSpan.FromSeconds(100), RefreshPercent = 80 };

    [Fact]
    public async Task Call_PastTheShare_AnswersAtOnceAndRenewsOnce()
    {
        using var fixture = new RegionFixture(Renewing);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");

        fixture.Seconds(79.9);
        Assert.Equal("old", await fixture.Call("a", store));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        fixture.Seconds(0.2);
        for (int i = 0; i < 5; i++)
        {
            ValueTask<string?> call = fixture.Call("a", store);
            Assert.True(call.IsCompletedSuccessfully);
            Assert.Equal("old", await call);
        }

        GatedLoad renewal = await store.Begun(0);
        Assert.Equal("old", fixture.Kept("a"));
        Assert.Equal(1, store.Count);
        renewal.One.SetResult("new");
        await Signals.Until(() => fixture.Statistics.Renewals == 1);

        Assert.Equal("new", fixture.Kept("a"));
        fixture.Seconds(79.9);
        Assert.Equal("new", fixture.Kept("a"));
        Assert.Equal((1, 1, 2), (store.Count, fixture.Statistics.Misses, fixture.Statistics.Loads));
    }

    [Fact]
    public async Task Call_ManyThreadsPastTheShare_StartOneRenewal()
    {
        using var fixture = new RegionFixture(Renewing);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(90);

        using var start = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OnThread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < 200; i++)
            {
                ValueTask<string?> call = fixture.Call("a", store);
                Assert.True(call.IsCompletedSuccessfully);
            }
        })));

        (await store.Begun(0)).One.SetResult("new");
        await fixture.WhenIdle();
        Assert.Equal(1, store.Count);
        Assert.Equal(1600, fixture.Statistics.Hits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Call_RenewalFails_KeepsTheOldAndTriesAgainAfterAQuarter(int slidingSeconds)
    {
        using var fixture = new RegionFixture(policy => Renewing(policy) with { Sliding = TimeSpan.FromSeconds(slidingSeconds) });
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(40);
        Assert.Equal("old", fixture.Kept("a"));
        fixture.Seconds(40);
        Assert.Equal("old", await fixture.Call("a", store));

        (await store.Begun(0)).One.SetException(new IOException("down"));
        await fixture.WhenIdle();
        Assert.Equal("old", await fixture.Call("a", store));
        fixture.Seconds(4.9);
        Assert.Equal("old", await fixture.Call("a", store));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal(1, store.Count);

        fixture.Seconds(0.2);
        Assert.Equal("old", await fixture.Call("a", store));
        (await store.Begun(1)).One.SetException(new IOException("down"));
        await fixture.WhenIdle();
        fixture.Seconds(15);

        Assert.Null(fixture.Kept("a"));
        Assert.Equal(0, fixture.Statistics.Renewals);
        await Signals.Until(() => fixture.Statistics.FailedLoads == 2);
        Assert.Equal(0, fixture.Statistics.StaleHits);
    }

    [Fact]
    public async Task Call_RenewalFailsWithStaleLifetime_CountsNoStaleHit()
    {
        using var fixture = new RegionFixture(policy => Renewing(policy) with { StaleLifetime = TimeSpan.FromSeconds(50) });
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);
        await fixture.Call("a", store);

        (await store.Begun(0)).One.SetException(new IOException("down"));
        await Signals.Until(() => fixture.Statistics.FailedLoads == 1);

        Assert.Equal(0, fixture.Statistics.StaleHits);
        Assert.Equal("old", fixture.Kept("a"));
    }

    [Fact]
    public async Task Call_RenewalYieldsNull_RemovesTheOld()
    {
        using var fixture = new RegionFixture(Renewing);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);
        await fixture.Call("a", store);

        (await store.Begun(0)).One.SetResult(null);
        await fixture.WhenIdle();

        Assert.False(fixture.Has("a"));
        Assert.Equal(0, fixture.Statistics.Entries);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("region")]
    public async Task Invalidate_DuringARenewal_Wins(string way)
    {
        using var fixture = new RegionFixture(Renewing, id => [new CacheTag(id)]);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);
        await fixture.Call("a", store);
        GatedLoad renewal = await store.Begun(0);

        fixture.Drop("a", way);
        ValueTask<string?> later = fixture.Call("a", store);
        Assert.False(later.IsCompleted);
        renewal.One.SetResult("stale");
        (await store.Begun(1)).One.SetResult("fresh");

        Assert.Equal("fresh", await later);
        await fixture.WhenIdle();
        Assert.Equal("fresh", fixture.Kept("a"));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("region")]
    public async Task Invalidate_DuringARenewalThatLandsAfterwards_NothingIsKept(string way)
    {
        using var fixture = new RegionFixture(Renewing, id => [new CacheTag(id)]);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);
        await fixture.Call("a", store);
        GatedLoad renewal = await store.Begun(0);

        fixture.Drop("a", way);
        renewal.One.SetResult("stale");
        await Signals.Until(() => fixture.Statistics.Loads == 2);

        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task Call_EntryExpiresDuringTheRenewal_JoinsIt()
    {
        using var fixture = new RegionFixture(Renewing);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);
        await fixture.Call("a", store);
        GatedLoad renewal = await store.Begun(0);
        fixture.Seconds(20);

        ValueTask<string?> joined = fixture.Call("a", store);
        using var leaving = new CancellationTokenSource();
        ValueTask<string?> left = fixture.Load("a", store.Load, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await left);
        Assert.False(renewal.Token.IsCancellationRequested);
        renewal.One.SetResult("new");

        Assert.Equal("new", await joined);
        Assert.Equal(1, store.Count);
        Assert.Equal("new", fixture.Kept("a"));
    }

    [Fact]
    public async Task Call_RenewalAsksForItsOwnKey_GetsTheOldValueAndNeverDeadlocks()
    {
        using var fixture = new RegionFixture(Renewing);
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);

        var inner = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        ValueTask<string?> Renew(CancellationToken token)
        {
            ValueTask<string?> own = fixture.Load("a", _ => ValueTask.FromResult<string?>("never"), token);
            Assert.True(own.IsCompletedSuccessfully);
            inner.SetResult(own.Result);
            return ValueTask.FromResult<string?>("new");
        }

        Assert.Equal("old", await fixture.Load("a", Renew, TestContext.Current.CancellationToken));
        Assert.Equal("old", await inner.Task);
        await fixture.WhenIdle();
        Assert.Equal("new", fixture.Kept("a"));
    }

    [Fact]
    public async Task Call_Renewal_RunsWithoutTheCallersContext()
    {
        using var fixture = new RegionFixture(Renewing);
        await fixture.LoadValue("a", "old");
        fixture.Seconds(85);
        var ambient = new AsyncLocal<string?> { Value = "the caller's" };
        var seen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);

        await fixture.Load(
            "a",
            _ =>
            {
                seen.SetResult(ambient.Value);
                return ValueTask.FromResult<string?>("new");
            },
            TestContext.Current.CancellationToken);

        Assert.Null(await seen.Task);
        Assert.Equal("the caller's", ambient.Value);
        await fixture.WhenIdle();
    }

    [Fact]
    public async Task Load_Synchronous_RenewsOnThePool()
    {
        using var fixture = new RegionFixture(Renewing);
        var key = new RegionFixture.Key("a");
        Assert.Equal("old", fixture.Region.Load(key, 0, static (_, _) => "old"));
        fixture.Seconds(85);
        var thread = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);

        string? answer = null;
        Thread? asker = null;
        await OnThread(() =>
        {
            asker = Thread.CurrentThread;
            answer = fixture.Region.Load(key, thread, static (thread, _) =>
            {
                thread.SetResult(Thread.CurrentThread);
                return "new";
            });
        });

        Assert.Equal("old", answer);
        Assert.NotSame(asker, await thread.Task);
        await fixture.WhenIdle();
        Assert.Equal("new", fixture.Kept("a"));
    }

    [Fact]
    public async Task LoadManyAsync_SeveralDueAndOneMissing_RenewsInOneCallOfItsOwn()
    {
        using var fixture = new RegionFixture(Renewing);
        var store = new GatedStore();
        await fixture.LoadMany(
            ["a", "b", "c"],
            static (ids, _) => ValueTask.FromResult<IReadOnlyList<string?>>(ids),
            TestContext.Current.CancellationToken);
        fixture.Seconds(85);

        ValueTask<IReadOnlyList<string?>> call = fixture.LoadMany(
            ["a", "x", "b", "a", "c"], store.LoadMany, TestContext.Current.CancellationToken);
        GatedLoad first = await store.Begun(0);
        GatedLoad second = await store.Begun(1);
        (GatedLoad missing, GatedLoad renewal) = first.Ids is ["x"] ? (first, second) : (second, first);
        Assert.Equal(["x"], missing.Ids);
        Assert.Equal(["a", "b", "c"], renewal.Ids);
        missing.Many.SetResult(["X"]);
        Assert.Equal(["a", "X", "b", "a", "c"], await call);

        fixture.Region.Invalidate(new RegionFixture.Key("b"));
        renewal.Many.SetResult(["A", "B", "C"]);
        await Signals.Until(() => fixture.Statistics.Renewals == 3);

        Assert.Equal(("A", null, "C"), (fixture.Kept("a"), fixture.Kept("b"), fixture.Kept("c")));
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public async Task LoadManyAsync_KeysTakeLongerThanTheLoadMay_RenewalIsNotOverYet()
    {
        using var fixture = new RegionFixture(policy => Renewing(policy) with { LoadTimeout = TimeSpan.FromSeconds(1) });
        var store = new GatedStore();
        await fixture.LoadMany(
            ["a", "b"], (ids, _) => ValueTask.FromResult<IReadOnlyList<string?>>(ids), TestContext.Current.CancellationToken);
        fixture.Seconds(85);

        await fixture.Region.LoadManyAsync<string, GatedStore>(
            ["a", "b"],
            store,
            (_, id) =>
            {
                fixture.Seconds(2);
                return new RegionFixture.Key(id);
            },
            static (store, ids, token) => store.LoadMany(ids, token),
            TestContext.Current.CancellationToken);

        GatedLoad renewal = await store.Begun(0);
        Assert.False(renewal.Token.IsCancellationRequested);
        renewal.Many.SetResult(["A", "B"]);
        await Signals.Until(() => fixture.Statistics.Renewals == 2);
        Assert.Equal(("A", "B"), (fixture.Kept("a"), fixture.Kept("b")));
    }

    [Fact]
    public async Task Call_RenewalTimesOut_FreesTheKeyAndKeepsTheOld()
    {
        using var fixture = new RegionFixture(policy => Renewing(policy) with { LoadTimeout = TimeSpan.FromSeconds(2) });
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(80);
        await fixture.Call("a", store);
        GatedLoad hung = await store.Begun(0);
        fixture.Seconds(2);

        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("old", fixture.Kept("a"));
        fixture.Seconds(5);
        Assert.Equal("old", await fixture.Call("a", store));
        (await store.Begun(1)).One.SetResult("new");
        await fixture.WhenIdle();
        hung.One.SetResult("late");
        await Signals.Until(() => hung.Token.IsCancellationRequested);
        Assert.Equal("new", fixture.Kept("a"));
    }

    private static Task OnThread(Action work)
        => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
