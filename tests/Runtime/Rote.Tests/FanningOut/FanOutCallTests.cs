using Rote.FanningOut;
using Rote.Generated;
using Rote.Testing;
using Rote.Tests.Caching.Levels;
using Rote.Tests.Monitoring;

namespace Rote.Tests.FanningOut;

/// <summary>Calls that all stores must take, and what else composites need of the runtime.</summary>
[Collection("Telemetry")]
public sealed class FanOutCallTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallAll_EveryStoreTakesIt_Ends()
    {
        FakeStore[] stores = [FakeStore.With(), FakeStore.With(), FakeStore.With()];

        await CallAllAsync(new FanOut<FakeStore>(stores), Ct);
        await new FanOut<FakeStore>(stores).CallAllAsync(
            static async (store, token) => await store.SearchAsync(token), Ct);

        Assert.All(stores, store => Assert.Equal(2, store.Calls));
    }

    [Fact]
    public async Task CallAll_OneFailsAndOneHangs_CallsAllAndThrowsAtTheTimeout()
    {
        var hanging = new TaskCompletionSource<IReadOnlyList<Hit>>();
        var error = new FormatException();
        FakeStore[] stores = [FakeStore.Failing(error), FakeStore.Waiting(hanging.Task), FakeStore.With()];
        var fanOut = new FanOut<FakeStore>(stores, new FanOutOptions { TimeProvider = _time, MinAnswers = 1 });

        Task call = CallAllAsync(fanOut, Ct);
        await Signals.Until(() => _time.ArmedTimers == 2 && stores.All(store => store.Calls == 1));
        _time.Advance(TimeSpan.FromSeconds(1));

        var thrown = await Assert.ThrowsAsync<RoteFanOutException>(() => call);
        Assert.Equal(
            [FanOutStatus.Failed, FanOutStatus.Late, FanOutStatus.Answered], thrown.Stores.Select(store => store.Status));
        Assert.Same(error, thrown.InnerExceptions[0]);
        Assert.Contains("1 of the 3 stores of 'FakeStore' answered, and 3 must", thrown.Message, StringComparison.Ordinal);
        hanging.SetResult([]);
    }

    [Fact]
    public async Task CallAll_CallerCancels_Throws()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        FakeStore store = FakeStore.With();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CallAllAsync(new FanOut<FakeStore>([store]), caller.Token));

        Assert.Equal(0, store.Calls);
    }

    [Fact]
    public async Task Search_AStoreFails_LogsItWithoutItsMessage()
    {
        using var log = new RecordingLogger();
        var fanOut = new FanOut<FakeStore>(
            [FakeStore.Failing(new FormatException("canary")), FakeStore.With()],
            new FanOutOptions { Name = "shelves", LoggerFactory = log });

        await fanOut.SearchAsync(
            static (store, token) => store.SearchAsync(token),
            static hit => hit.Score,
            static hit => hit.Key,
            limit: 1,
            Ct);

        Assert.Equal(
            "Warning Rote.FanningOut.FanOut: Store 0 of shelves did not answer: Failed, System.FormatException",
            Assert.Single(log.Lines));
    }

    [Fact]
    public async Task Search_TheLogIsBroken_AnswersAllTheSame()
    {
        using var log = new ThrowingLogger();
        var fanOut = new FanOut<FakeStore>(
            [FakeStore.Failing(new FormatException()), FakeStore.With(new Hit("a", 1))],
            new FanOutOptions { LoggerFactory = log });

        FanOutResult<Hit> result = await fanOut.SearchAsync(
            static (store, token) => store.SearchAsync(token),
            static hit => hit.Score,
            static hit => hit.Key,
            limit: 1,
            Ct);

        Assert.Equal("a", Assert.Single(result.Items).Key);
        Assert.Equal(1, log.Thrown);
    }

    [Fact]
    public void Result_OfOneStore_IsCompleteAndKnowsNoOthers()
    {
        var result = new FanOutResult<int>([3, 1]);

        Assert.Equal([3, 1], result.Items);
        Assert.Empty(result.Stores);
        Assert.True(result.IsComplete);
        Assert.Throws<ArgumentNullException>(() => new FanOutResult<int>(null!));
        Assert.Same(result.Items, FanOutAnswers.ListOf(result));
        Assert.Null(FanOutAnswers.ListOf((FanOutResult<int>)null!));
    }

    [Fact]
    public void ListOf_AnySequence_IsAListOfItsItems()
    {
        List<int> list = [1];

        Assert.Same(list, FanOutAnswers.ListOf(list));
        Assert.Equal([0, 2], FanOutAnswers.ListOf(Enumerable.Range(0, 3).Where(number => number != 1)));
        Assert.Null(FanOutAnswers.ListOf((IEnumerable<int>)null!));
    }

    [Fact]
    public async Task Dispose_SomeStoresThrow_DisposesOfAllAndTellsOfThose()
    {
        Closing[] stores = [new(new FormatException()), new(null), new(new InvalidOperationException())];

        var errors = Assert.Throws<AggregateException>(() => FanOutAnswers.Dispose(stores));
        Assert.Equal(
            [typeof(FormatException), typeof(InvalidOperationException)],
            errors.InnerExceptions.Select(error => error.GetType()));
        await Assert.ThrowsAsync<FormatException>(() => FanOutAnswers.DisposeAsync(stores[..2]).AsTask());
        FanOutAnswers.Dispose(stores[1..2]);

        Assert.Equal([2, 3, 1], stores.Select(store => store.Closings));
    }

    private static Task CallAllAsync(FanOut<FakeStore> fanOut, CancellationToken token)
        => fanOut.CallAllAsync(0, static async (store, _, ct) => await store.SearchAsync(ct), token);

    private sealed class Closing(Exception? error) : IDisposable, IAsyncDisposable
    {
        public int Closings { get; private set; }

        public void Dispose()
        {
            Closings++;
            if (error is not null)
            {
                throw error;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
