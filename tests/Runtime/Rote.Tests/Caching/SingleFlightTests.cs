using System.Diagnostics;

namespace Rote.Tests.Caching;

public sealed class SingleFlightTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_ManyCallers_LoadOnceAndAllGetTheValue()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        int loads = 0;
        var calls = new List<Task<string?>>();
        for (int i = 0; i < 1000; i++)
        {
            calls.Add(fixture.Load("a", _ => { loads++; return new ValueTask<string?>(gate.Task); }, Ct).AsTask());
        }

        Assert.Equal(1, fixture.Region.LoadsInFlight);
        gate.SetResult("v");

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("v", value));
        Assert.Equal(1, loads);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadAsync_ManyThreads_LoadOnce()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        int loads = 0;
        var calls = Enumerable.Range(0, 200)
            .Select(_ => Task.Run(
                () => fixture.Load("a", Load, Ct).AsTask(),
                Ct))
            .ToArray();
        gate.SetResult("v");

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("v", value));
        Assert.Equal(1, loads);
        Assert.Equal(0, fixture.Region.LoadsInFlight);

        ValueTask<string?> Load(CancellationToken token)
        {
            Interlocked.Increment(ref loads);
            return new ValueTask<string?>(gate.Task);
        }
    }

    [Fact]
    public void LoadAsync_SynchronousLoad_CompletesSynchronously()
    {
        using var fixture = new RegionFixture();

        ValueTask<string?> call = fixture.LoadValue("a", "v");

        Assert.True(call.IsCompletedSuccessfully);
        Assert.True(fixture.Region.TryGet(new RegionFixture.Key("a"), out string? value));
        Assert.Equal("v", value);
    }

    [Fact]
    public async Task LoadAsync_ValueArrivedSinceTheLookUp_IsSeen()
    {
        using var fixture = new RegionFixture();
        Assert.False(fixture.Has("a"));
        await fixture.LoadValue("a", "first");

        string? value = await fixture.Load("a", _ => throw new InvalidOperationException("must not load"), Ct);

        Assert.Equal("first", value);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_OneCallerCancels_OthersAndTheLoadGoOn()
    {
        using var fixture = new RegionFixture();
        using var leaving = new CancellationTokenSource();
        var gate = new TaskCompletionSource<string?>();
        CancellationToken seen = default;
        Task<string?> first = fixture
            .Load("a", token => { seen = token; return new ValueTask<string?>(gate.Task); }, leaving.Token)
            .AsTask();
        Task<string?> second = fixture.Load("a", _ => throw new InvalidOperationException("must not load"), Ct).AsTask();

        await leaving.CancelAsync();

        OperationCanceledException left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(leaving.Token, left.CancellationToken);
        Assert.False(seen.IsCancellationRequested);
        gate.SetResult("v");
        Assert.Equal("v", await second);
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadAsync_LastCallerCancels_CancelsTheLoadAndKeepsNothing()
    {
        using var fixture = new RegionFixture();
        using var leaving = new CancellationTokenSource();
        var gate = new TaskCompletionSource<string?>();
        CancellationToken seen = default;
        ValueTask<string?> Load(CancellationToken token)
        {
            seen = token;
            return new ValueTask<string?>(gate.Task);
        }

        Task<string?> first = fixture.Load("a", Load, leaving.Token).AsTask();
        Task<string?> second = fixture.Load("a", Load, leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(0, fixture.Region.LoadsInFlight);

        // The abandoned load ignores its token and ends with a value that nobody may ever see.
        gate.SetResult("late");
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadAsync_CallerAfterTheLastHasLeft_StartsANewFlight()
    {
        using var fixture = new RegionFixture();
        using var leaving = new CancellationTokenSource();
        var stuck = new TaskCompletionSource<string?>();
        Task<string?> first = fixture.Load("a", _ => new ValueTask<string?>(stuck.Task), leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal("fresh", await fixture.LoadValue("a", "fresh"));

        stuck.SetResult("stale");
        Assert.True(fixture.Region.TryGet(new RegionFixture.Key("a"), out string? kept));
        Assert.Equal("fresh", kept);
    }

    [Fact]
    public async Task LoadAsync_TokenAlreadyCancelled_DoesNotLoad()
    {
        using var fixture = new RegionFixture();

        ValueTask<string?> call = fixture.Load(
            "a", _ => throw new InvalidOperationException("must not load"), new CancellationToken(true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.AsTask());
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_SynchronousThrow_ReachesTheCallerAndReleasesTheKey()
    {
        using var fixture = new RegionFixture();

        ValueTask<string?> call = fixture.Load("a", _ => throw new FormatException("boom"), Ct);

        await Assert.ThrowsAsync<FormatException>(() => call.AsTask());
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("v", await fixture.LoadValue("a", "v"));
    }

    [Fact]
    public async Task LoadAsync_LoadFails_ReachesEveryWaiterAndIsNotKept()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?>[] calls =
        [
            .. Enumerable.Range(0, 5).Select(_ => fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask()),
        ];

        gate.SetException(new FormatException("boom"));

        foreach (Task<string?> call in calls)
        {
            await Assert.ThrowsAsync<FormatException>(() => call);
        }

        Assert.False(fixture.Has("a"));
        Assert.Equal("v", await fixture.LoadValue("a", "v"));
    }

    [Fact]
    public async Task LoadAsync_LoadReturnsACancelledTask_ReachesEveryWaiterAndReleasesTheKey()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> first = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();
        Task<string?> second = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();

        gate.SetCanceled(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(first.IsCanceled);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("v", await fixture.LoadValue("a", "v"));
    }

    [Fact]
    public async Task LoadAsync_AmbientValueOfTheFirstCaller_DoesNotReachTheLoad()
    {
        using var fixture = new RegionFixture();
        var ambient = new AsyncLocal<string?> { Value = "user 1" };
        string? seen = "not run";
        string? seenLater = "not run";
        await fixture.Load(
            "a",
            async _ =>
            {
                seen = ambient.Value;
                await Task.Yield();
                seenLater = ambient.Value;
                return "v";
            },
            Ct);

        Assert.Null(seen);
        Assert.Null(seenLater);
        Assert.Equal("user 1", ambient.Value);
    }

    [Fact]
    public async Task LoadAsync_SynchronizationContextOfTheFirstCaller_DoesNotReachTheLoad()
    {
        using var fixture = new RegionFixture();
        SynchronizationContext? before = SynchronizationContext.Current;
        var context = new SynchronizationContext();
        SynchronizationContext? seen = context;
        SynchronizationContext.SetSynchronizationContext(context);
        ValueTask<string?> call;
        try
        {
            call = fixture.Load("a", _ => { seen = SynchronizationContext.Current; return new ValueTask<string?>("v"); }, Ct);
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        await call;
        Assert.Null(seen);
    }

    [Fact]
    public async Task LoadAsync_ActivityOfTheFirstCaller_IsTheParentOfTheLoad()
    {
        using var fixture = new RegionFixture();
        using Activity activity = new Activity("caller").Start();
        Activity? seen = null;

        await fixture.Load("a", _ => { seen = Activity.Current; return new ValueTask<string?>("v"); }, Ct);

        Assert.Same(activity, seen);
        Assert.Same(activity, Activity.Current);
    }

    [Fact]
    public async Task LoadAsync_LoadAsksForItsOwnKey_ThrowsInsteadOfWaitingForItself()
    {
        using var fixture = new RegionFixture();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.Load("a", LoadItself, Ct).AsTask());

        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Region.LoadsInFlight);

        async ValueTask<string?> LoadItself(CancellationToken token)
        {
            await Task.Yield();
            return await fixture.LoadValue("a", "inner");
        }
    }

    [Fact]
    public async Task LoadAsync_LoadAsksForItsOwnKeyThroughAnother_Throws()
    {
        using var fixture = new RegionFixture();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.Load("a", _ => fixture.Load("b", _ => fixture.LoadValue("a", "inner"), Ct), Ct).AsTask());

        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_LoadAsksForAnotherKey_Works()
    {
        using var fixture = new RegionFixture();

        string? value = await fixture.Load("a", async _ => "a+" + await fixture.LoadValue("b", "b"), Ct);

        Assert.Equal("a+b", value);
        Assert.True(fixture.Has("b"));
    }

    [Fact]
    public async Task LoadAsync_WorkLeftBehindByALoad_MayAskForItsKey()
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(1) });
        var go = new TaskCompletionSource();
        Task<string?>? background = null;
        await fixture.Load(
            "a",
            _ =>
            {
                background = Refresh();
                return new ValueTask<string?>("old");
            },
            Ct);
        fixture.Time.Advance(TimeSpan.FromSeconds(2));

        go.SetResult();

        Assert.Equal("new", await background!);

        async Task<string?> Refresh()
        {
            await go.Task;
            return await fixture.LoadValue("a", "new");
        }
    }

    [Fact]
    public async Task LoadAsync_WaitersContinuation_DoesNotRunInsideTheLoadsThread()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> first = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();
        Task<string?> second = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();
        using var release = new ManualResetEventSlim();
        Task blocked = second.ContinueWith(
            _ => release.Wait(Ct), Ct, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        // Would hang here if the waiter's continuation ran inline.
        gate.SetResult("v");

        Assert.Equal("v", await first);
        release.Set();
        await blocked;
    }
}
