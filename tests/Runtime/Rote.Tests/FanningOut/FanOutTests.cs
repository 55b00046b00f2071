using Rote.FanningOut;
using Rote.Testing;
using Rote.Tests.Caching.Levels;
using Rote.Tests.Monitoring;

namespace Rote.Tests.FanningOut;

[Collection("Telemetry")]
public sealed class FanOutTests
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly ManualTimeProvider _time = new();
    private readonly List<FanOutOutcome> _failures = [];
    private readonly TaskCompletionSource<IReadOnlyList<Hit>> _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OfFiveStoresOneFailsAndOneHangs_IsCompleteAtTheDeadlineInOrder()
    {
        using var metrics = new RecordingMeter();
        var error = new FormatException();
        FakeStore hanging = FakeStore.Waiting(_hanging.Task);
        FanOut<FakeStore> fanOut = Make(
            new FanOutOptions { Name = "five" },
            FakeStore.With(new("b", 0.5, "0"), new("a", 0.5, "0"), new("x", 0.1, "0")),
            FakeStore.Failing(error),
            FakeStore.With(new("x", 0.9, "2"), new("c", 0.5, "2")),
            hanging,
            FakeStore.With(new("n", double.NaN, "4"), new("b", 0.5, "4"), new("y", double.NegativeInfinity, "4")));

        Task<FanOutResult<Hit>> search = SearchAsync(fanOut, limit: 10);
        await Signals.Until(() => _time.ArmedTimers == 2 && hanging.Calls == 1);
        Assert.False(search.IsCompleted);
        _time.Advance(StoreTimeout);
        FanOutResult<Hit> result = await search;

        Assert.Equal(["x2", "a0", "b0", "c2", "y4", "n4"], result.Items.Select(hit => hit.Key + hit.Place));
        Assert.Equal(
            [FanOutStatus.Answered, FanOutStatus.Failed, FanOutStatus.Answered, FanOutStatus.Late, FanOutStatus.Answered],
            result.Stores.Select(store => store.Status));
        Assert.Equal([3, 0, 2, 0, 3], result.Stores.Select(store => store.ItemCount));
        Assert.Same(error, result.Stores[1].Error);
        var late = Assert.IsType<TimeoutException>(result.Stores[3].Error);
        Assert.Contains("StoreTimeout", late.Message, StringComparison.Ordinal);
        Assert.Equal([1, 3], _failures.Select(failure => failure.Store));
        Assert.False(result.IsComplete);
        Assert.Equal(0, _time.ArmedTimers);
        await Signals.Until(() => hanging.Token.IsCancellationRequested);
        Assert.Equal(
            ["answered", "failed", "answered", "late", "answered"],
            metrics.Of("fan_out.stores", "fan_out.name", "five").Select(sample => sample.Tags["fan_out.store.outcome"]));
    }

    [Fact]
    public async Task Search_MoreStoresThanPlaces_AsksSoManyAtATimeAndTheRestNotAfterTheDeadline()
    {
        FakeStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => FakeStore.Waiting(_hanging.Task))];
        FanOut<FakeStore> fanOut = Make(
            new FanOutOptions { MaxConcurrency = 2, StoreTimeout = Timeout.InfiniteTimeSpan },
            [FakeStore.With(new Hit("a", 1)), .. stores]);

        Task<FanOutResult<Hit>> search = SearchAsync(fanOut, limit: 10);
        await Signals.Until(() => stores[0].Calls + stores[1].Calls == 2);
        _time.Advance(Deadline);
        FanOutResult<Hit> result = await search;

        Assert.Equal("a", Assert.Single(result.Items).Key);
        Assert.Equal(
            [FanOutStatus.Answered, FanOutStatus.Late, FanOutStatus.Late, FanOutStatus.NotAsked, FanOutStatus.NotAsked],
            result.Stores.Select(store => store.Status));
        Assert.Equal([1, 1, 0, 0], stores.Select(store => store.Calls));
    }

    [Fact]
    public async Task Search_CallerCancels_ReachesEveryStoreAndThrows()
    {
        using var caller = new CancellationTokenSource();
        FakeStore[] stores = [FakeStore.Waiting(_hanging.Task), FakeStore.With(), FakeStore.Waiting(_hanging.Task)];
        FanOut<FakeStore> fanOut = Make(new(), stores);

        Task<FanOutResult<Hit>> search = SearchAsync(fanOut, limit: 1, caller.Token);
        await Signals.Until(() => stores.All(store => store.Calls == 1));
        await caller.CancelAsync();

        Assert.Equal(caller.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search)).CancellationToken);
        await Signals.Until(() => stores[0].Token.IsCancellationRequested && stores[2].Token.IsCancellationRequested);
        Assert.Empty(_failures);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Search_TooFewAnswers_ThrowsWithEveryError()
    {
        var first = new FormatException();
        var second = new OperationCanceledException();
        FanOut<FakeStore> fanOut = Make(
            new FanOutOptions { MinAnswers = 2 }, FakeStore.Failing(first), FakeStore.With(), FakeStore.Failing(second));

        RoteFanOutException error = await Assert.ThrowsAsync<RoteFanOutException>(() => SearchAsync(fanOut, limit: 1));

        Assert.Equal([first, second], error.InnerExceptions);
        Assert.Equal(
            [FanOutStatus.Failed, FanOutStatus.Answered, FanOutStatus.Cancelled], error.Stores.Select(store => store.Status));
        Assert.Contains("and 2 must", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_NullAnswerOrItem_FailsThatStoreOnly()
    {
        FanOut<FakeStore> fanOut = Make(
            new(), new FakeStore(_ => new((IReadOnlyList<Hit>)null!)), FakeStore.With(new Hit("a", 1)), FakeStore.With([null!]));

        FanOutResult<Hit> result = await SearchAsync(fanOut, limit: 1);

        Assert.Equal("a", Assert.Single(result.Items).Key);
        Assert.IsType<RoteContractException>(result.Stores[0].Error);
        Assert.IsType<RoteContractException>(result.Stores[2].Error);
    }

    [Fact]
    public async Task Search_NullKey_Throws()
        => await Assert.ThrowsAsync<RoteContractException>(
            () => SearchAsync(Make(new(), FakeStore.With(new Hit(null!, 1))), limit: 1));

    [Fact]
    public async Task Search_ScoreOrKeyThrows_FailsTheSearchAndLeavesNothingBehind()
    {
        var error = new FormatException();
        FakeStore store = FakeStore.With(new Hit("a", 1));
        FanOut<FakeStore> fanOut = Make(new(), store, store);

        Assert.Same(error, await Assert.ThrowsAsync<FormatException>(() => fanOut.SearchAsync(
            0, static (asked, _, token) => asked.SearchAsync(token), _ => throw error, static hit => hit.Key, 1, Ct)));
        Assert.Same(error, await Assert.ThrowsAsync<FormatException>(() => fanOut.SearchAsync<int, Hit, string>(
            0, static (asked, _, token) => asked.SearchAsync(token), static hit => hit.Score, _ => throw error, 1, Ct)));

        await Signals.Until(() => _time.ArmedTimers == 0);
        Assert.Equal((0, 0), (fanOut.AbandonedCallsOf(0), fanOut.AbandonedCallsOf(1)));
    }

    [Fact]
    public async Task Search_ListenerThrows_AnswersAllTheSame()
    {
        using var meter = new ThrowingMeter();
        FanOut<FakeStore> fanOut = Make(new(), FakeStore.With(new Hit("a", 1)), FakeStore.With(new Hit("b", 2)));

        Assert.Equal(["b", "a"], (await SearchAsync(fanOut, limit: int.MaxValue)).Items.Select(static hit => hit.Key));
        Assert.Equal(2, meter.Thrown);
    }

    [Fact]
    public async Task Search_StoreIgnoresItsToken_IsRefusedUntilACallEnds()
    {
        FakeStore hanging = FakeStore.Waiting(_hanging.Task);
        FanOut<FakeStore> fanOut = Make(new FanOutOptions { MaxAbandoned = 2 }, hanging, FakeStore.With(new Hit("a", 1)));
        for (var round = 1; round <= 2; round++)
        {
            Task<FanOutResult<Hit>> search = SearchAsync(fanOut, limit: 1);
            await Signals.Until(() => _time.ArmedTimers == 2 && hanging.Calls == round);
            _time.Advance(StoreTimeout);
            Assert.Equal(FanOutStatus.Late, (await search).Stores[0].Status);
        }

        Assert.IsType<RoteOverloadException>((await SearchAsync(fanOut, limit: 1)).Stores[0].Error);
        Assert.Equal(2, fanOut.AbandonedCallsOf(0));

        _hanging.SetException(new FormatException());
        await Signals.Until(() => fanOut.AbandonedCallsOf(0) == 0);
        Assert.IsType<FormatException>((await SearchAsync(fanOut, limit: 1)).Stores[0].Error);
    }

    [Fact]
    public async Task Search_CancellationCallbackOfAStoreThrows_HarmsNobody()
    {
        var told = new TaskCompletionSource();
        FakeStore hanging = new(async token =>
        {
            await using CancellationTokenRegistration registration = token.Register(() =>
            {
                told.SetResult();
                throw new FormatException();
            });
            return await _hanging.Task;
        });
        FanOut<FakeStore> fanOut = Make(new(), FakeStore.With(new Hit("a", 1)), hanging);

        Task<FanOutResult<Hit>> search = SearchAsync(fanOut, limit: 1);
        await Signals.Until(() => _time.ArmedTimers == 2 && hanging.Calls == 1);
        _time.Advance(StoreTimeout);

        Assert.Equal(FanOutStatus.Late, (await search).Stores[1].Status);
        _hanging.SetResult([]);
        await Signals.Until(() => fanOut.AbandonedCallsOf(1) == 0);
    }

    [Fact]
    public async Task Search_FewStores_RunsOnTheCallersThreadInOrder()
    {
        int caller = Environment.CurrentManagedThreadId;
        var threads = new List<int>();
        FakeStore Noting() => new(_ =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return new([]);
        });

        Task<FanOutResult<Hit>> search = SearchAsync(
            Make(new FanOutOptions { SequentialBelow = 4 }, Noting(), Noting(), Noting()), limit: 1);

        Assert.True(search.IsCompletedSuccessfully);
        Assert.Equal([caller, caller, caller], threads);
        Assert.True((await search).IsComplete);
    }

    [Fact]
    public async Task Search_StoresBlockTheirThreads_RunBesideEachOther()
    {
        using var meeting = new Barrier(2);
        FakeStore Meeting() => new(token =>
        {
            meeting.SignalAndWait(token);
            return new([]);
        });

        Assert.True((await SearchAsync(Make(new(), Meeting(), Meeting()), limit: 1)).IsComplete);
    }

    private static Task<FanOutResult<Hit>> SearchAsync(FanOut<FakeStore> fanOut, int limit, CancellationToken? token = null)
        => fanOut.SearchAsync(
            0,
            static (store, _, ct) => store.SearchAsync(ct),
            static hit => hit.Score,
            static hit => hit.Key,
            limit,
            token ?? Ct);

    private FanOut<FakeStore> Make(FanOutOptions options, params FakeStore[] stores)
    {
        options.TimeProvider = _time;
        options.Deadline = Deadline;
        options.OnFailure = _failures.Add;
        return new(stores, options);
    }
}
