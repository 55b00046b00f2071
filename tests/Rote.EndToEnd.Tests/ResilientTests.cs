using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Rote.Testing;

namespace Rote.EndToEnd.Tests;

[Collection(nameof(ResilientTests))]
public sealed class ResilientTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FlakyStore _inner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cached_WaitersOfAFailingLoad_ShareItsRetries()
    {
        IFlakyStore store = Decorate();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Answer = async (number, _) =>
        {
            await gate.Task;
            return number < 3 ? throw new IOException("not yet") : "found";
        };

        Task<string>[] waiters = [.. Enumerable.Range(0, 10).Select(_ => store.GetAsync("ann", "1", Token).AsTask())];
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiters), answer => Assert.Equal("found", answer));
        Assert.Equal(["get ann 1", "get ann 1", "get ann 1"], _inner.Calls);
        Assert.Equal("found", await store.GetAsync("ann", "1", Token));
        Assert.Equal(3, _inner.Calls.Count);
    }

    [Fact]
    public async Task Batched_BulkCallThatFails_IsRepeatedWithTheSameItemsForAllOfThem()
    {
        IFlakyStore store = Decorate();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Answer = async (number, _) =>
        {
            await gate.Task;
            return number == 2 ? throw new IOException("once") : "";
        };

        Task<string>[] calls = [.. new[] { "a", "b", "c" }.Select(text => store.EmbedAsync(text, Token))];
        gate.SetResult();

        Assert.Equal(["<a>", "<b>", "<c>"], await Task.WhenAll(calls));
        Assert.Equal(["embed a", "embed b,c", "embed b,c"], _inner.Calls);
    }

    [Fact]
    public async Task WriteBehind_CommitThatFails_IsSentOnce()
    {
        var store = _inner.Decorate(new RoteOptions { TimeProvider = _time });
        _inner.FailFirst(1);
        Task write = store.AppendAsync("ann", "a", Token);
        await Assert.ThrowsAsync<RoteWriteBehindException>(() => store.FlushAsync(Token));

        await Assert.ThrowsAnyAsync<Exception>(() => write);
        Assert.Equal(["append ann a"], _inner.Calls);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    public async Task Write_ThatIsNotIdempotent_IsNeverRepeated(int failures, int touches)
    {
        IFlakyStore store = Decorate();
        _inner.FailFirst(failures);
        Task touch = store.TouchAsync("1", Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        await touch;
        Assert.Equal(touches, _inner.Calls.Count);

        _inner.FailFirst(int.MaxValue);
        await Assert.ThrowsAsync<IOException>(() => store.StoreAsync("a", Token));
        Assert.Equal(touches + 1, _inner.Calls.Count);
    }

    [Fact]
    public async Task Retry_FailureOfTheCaller_IsNotRepeated()
    {
        IFlakyStore store = Decorate();
        _inner.Answer = (_, _) => Task.FromException<string>(new ArgumentException("yours"));

        await Assert.ThrowsAsync<ArgumentException>(() => store.GetAsync("ann", "1", Token).AsTask());
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task Breaker_AfterFailures_RefusesUntilItsTimeIsOverAndOneCallSucceeds()
    {
        IFlakyStore store = Decorate();
        _inner.FailFirst(2);
        await Assert.ThrowsAsync<IOException>(() => store.StoreAsync("a", Token));
        await Assert.ThrowsAsync<IOException>(() => store.StoreAsync("b", Token));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => store.StoreAsync("c", Token));

        _time.Advance(TimeSpan.FromMilliseconds(1001));
        await store.StoreAsync("d", Token);
        await store.StoreAsync("e", Token);

        Assert.Equal(["store a", "store b", "store d", "store e"], _inner.Calls);
    }

    [Fact]
    public async Task Hedge_SlowRead_IsAskedAgainAndTheSlowerOneIsCancelled()
    {
        IFlakyStore store = Decorate();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Answer = async (number, token) =>
        {
            if (number > 1)
            {
                return "second";
            }

            try
            {
                await new TaskCompletionSource().Task.WaitAsync(token);
                return "never";
            }
            finally
            {
                cancelled.SetResult();
            }
        };

        Task<string> answer = store.SearchAsync("a", Token);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Single(_inner.Calls);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("second", await answer);
        await cancelled.Task.WaitAsync(Token);
        Assert.Equal(["search a", "search a"], _inner.Calls);
    }

    [Fact]
    public async Task Hedge_FastFailure_IsNotAskedAgain()
    {
        IFlakyStore store = Decorate();
        _inner.FailFirst(1);

        await Assert.ThrowsAsync<IOException>(() => store.SearchAsync("a", Token));
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task Concurrency_BeyondTheLimit_WaitsAndBeyondTheQueueIsRefused()
    {
        IFlakyStore store = Decorate();
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Answer = (_, _) => gate.Task;
        Task<string> first = store.CountAsync(Token).AsTask();
        Task<string> second = store.CountAsync(Token).AsTask();

        var refused = await Assert.ThrowsAsync<RoteOverloadException>(() => store.CountAsync(Token).AsTask());
        Assert.Equal("IFlakyStore.CountAsync", refused.Operation);
        Assert.Single(_inner.Calls);

        gate.SetResult("1");
        await Task.WhenAll(first, second);
        Assert.Equal(2, _inner.Calls.Count);
    }

    [Fact]
    public async Task Rate_BeyondTheLimit_WaitsForItsTurn()
    {
        IFlakyStore store = Decorate();
        await store.TickAsync(1, Token);
        await store.TickAsync(2, Token);
        Task<string> third = store.TickAsync(3, Token);
        Assert.False(third.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(2, _inner.Calls.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await third;
        Assert.Equal(["tick 1", "tick 2", "tick 3"], _inner.Calls);
    }

    [Fact]
    public async Task Timeout_OfTheAttempts_IsRepeatedUntilTheTimeoutOfTheCall()
    {
        IFlakyStore store = Decorate();
        _inner.Answer = async (_, token) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
            return "";
        };

        Task call = store.SlowAsync(CancellationToken.None, Token);
        foreach (int milliseconds in new[] { 200, 200, 100 })
        {
            await _inner.NextCallAsync(Token);
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(3, _inner.Calls.Count);
    }

    [Fact]
    public async Task Cancellation_OfAnyToken_EndsTheCallWithoutARetry()
    {
        IFlakyStore store = Decorate();
        using var second = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _inner.Answer = async (_, token) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
            return "";
        };
        Task call = store.SlowAsync(Token, second.Token);
        await second.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(_inner.Calls);
    }

    [Fact]
    public async Task Pipeline_OfTheApplication_StandsInForAllSettings()
    {
        var options = new RoteOptions { TimeProvider = _time };
        options.Resilience["IFlakyStore.StoreAsync"] = new()
        {
            Pipeline = new ResiliencePipelineBuilder().AddRetry(new() { Delay = TimeSpan.Zero, MaxRetryAttempts = 5 }).Build(),
        };
        _inner.FailFirst(4);

        await _inner.Decorate(options).StoreAsync("a", Token);

        Assert.Equal(5, _inner.Calls.Count);
    }

    [Fact]
    public void Options_ThatDoNotFit_AreRefusedWithTheirNameAndARemedy()
    {
        AssertRefused("IFlakyStore.StoreAsync", new() { Retries = 1 }, "Retries", "Idempotent = true");
        AssertRefused("IFlakyStore.AppendAsync", new() { Retries = 1 }, "Retries", "RoteOptions.WriteBehind");
        AssertRefused("IFlakyStore.TouchAsync", new() { HedgeAfter = TimeSpan.FromSeconds(1) }, "HedgeAfter", "ReadOnly = true");
        AssertRefused("IFlakyStore.GetAsync", new() { Retries = -1 }, "Retries", "Use 0");
        AssertRefused("IFlakyStore.GetAsync", new() { BreakAfter = 1 }, "BreakAfter", "at least 2");
        AssertRefused("IFlakyStore.GetAsync", new() { FailureRatio = double.NaN }, "FailureRatio", "above 0");
        AssertRefused(
            "IFlakyStore.PingAsync", new() { AttemptTimeout = TimeSpan.FromSeconds(1) }, "AttemptTimeout", "CancellationToken");
        AssertRefused("Nobody", new() { Timeout = TimeSpan.Zero }, "Timeout", "no timeout");
        AssertRefused("Nobody", new() { Pipeline = ResiliencePipeline.Empty, Retries = 1 }, "changes", "Leave");
    }

    [Fact]
    public void Synchronous_Members_AreForwarded() => Assert.Equal("here", Decorate().Synchronous());

    private FlakyStoreDecorator Decorate() => _inner.Decorate(new RoteOptions { TimeProvider = _time, Seed = 1 });

    private void AssertRefused(string operation, ResilienceOptions changes, string parameter, string remedy)
    {
        var options = new RoteOptions();
        options.Resilience[operation] = changes;

        var refused = Assert.ThrowsAny<ArgumentException>(() => _inner.Decorate(options));
        Assert.Equal(parameter, refused.ParamName);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }
}
