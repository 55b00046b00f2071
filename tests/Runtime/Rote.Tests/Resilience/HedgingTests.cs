using Rote.Resilience;
using Rote.Testing;

namespace Rote.Tests.Resilience;

public sealed class HedgingTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SemaphoreSlim _called = new(0);
    private int _calls;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hedge_LosersCallbackThrows_TheWinnersAnswerCounts()
    {
        ResilientCalls calls = Build();
        Task<string> answer = calls.CallAsync(
            token =>
            {
                if (Enter() == 2)
                {
                    return Task.FromResult("second");
                }

                token.Register(static () => throw new InvalidOperationException("The store's own."));
                return new TaskCompletionSource<string>().Task.WaitAsync(token);
            },
            Token);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("second", await answer);
    }

    [Fact]
    public async Task Hedge_LosersCallbackBlocks_DoesNotHoldTheWinner()
    {
        ResilientCalls calls = Build();
        using var held = new ManualResetEventSlim();
        Task<string> answer = calls.CallAsync(
            token =>
            {
                if (Enter() == 2)
                {
                    return Task.FromResult("second");
                }

                token.Register(() => held.Wait(Token));
                return new TaskCompletionSource<string>().Task.WaitAsync(token);
            },
            Token);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("second", await answer.WaitAsync(TimeSpan.FromSeconds(30), Token));
        held.Set();
    }

    [Fact]
    public async Task Hedge_LoserFailsLater_IsObserved()
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unobserved)
            {
                unobserved.AddRange(e.Exception.InnerExceptions.Where(static error => error.Message == "loser"));
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await LoseAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Empty(unobserved);
    }

    [Fact]
    public async Task Hedge_WhetherToHandleFails_TheOtherCallIsCancelled()
    {
        ResilientCalls calls = Build(static _ => throw new InvalidOperationException("The application's own."));
        var first = new TaskCompletionSource<string>();
        CancellationToken other = default;
        Task<string> answer = calls.CallAsync(
            token =>
            {
                if (Enter() == 1)
                {
                    return first.Task;
                }

                other = token;
                return new TaskCompletionSource<string>().Task.WaitAsync(token);
            },
            Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await SecondCallAsync();
        first.SetException(new IOException());

        await Assert.ThrowsAnyAsync<Exception>(() => answer);

        // On the pool, since callbacks of the store may block.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TaskCompletionSource().Task.WaitAsync(other));
    }

    [Fact]
    public async Task Hedge_RefusedByALimit_TheFirstCallGoesOn()
    {
        ResilientCalls calls = ResilienceHost.Build(
            new() { HedgeAfter = TimeSpan.FromSeconds(1), MaxConcurrent = 1, MaxQueued = 0 }, _time);
        var first = new TaskCompletionSource<string>();
        Task<string> answer = calls.CallAsync(_ => Counted(first.Task), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(answer.IsCompleted);
        first.SetResult("first");

        Assert.Equal("first", await answer);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Hedge_CallerLeaves_BothAreCancelledAndTheTokenIsTheCallers()
    {
        ResilientCalls calls = Build();
        using var leaving = new CancellationTokenSource();
        Task<string> answer = calls.CallAsync(
            token => Counted(new TaskCompletionSource<string>().Task.WaitAsync(token)), leaving.Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await SecondCallAsync();
        await leaving.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(leaving.Token, cancelled.CancellationToken);
    }

    private Task<string> Counted(Task<string> answer)
    {
        Enter();
        return answer;
    }

    private int Enter()
    {
        int call = Interlocked.Increment(ref _calls);
        _called.Release();
        return call;
    }

    private async Task SecondCallAsync()
    {
        await _called.WaitAsync(Token);
        await _called.WaitAsync(Token);
    }

    private async Task LoseAsync()
    {
        var first = new TaskCompletionSource<string>();
        Task<string> answer = Build().CallAsync(
            _ => Enter() == 1 ? first.Task : Task.FromResult("second"), Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("second", await answer);
        first.SetException(new IOException("loser"));
    }

    private ResilientCalls Build(Func<Exception, bool>? shouldHandle = null) => ResilienceHost.Build(
        new() { HedgeAfter = TimeSpan.FromSeconds(1), Retries = 0, BreakAfter = 0, ShouldHandle = shouldHandle }, _time);
}
