using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Rote.Resilience;
using Rote.Testing;

namespace Rote.Tests.Resilience;

[Collection("Telemetry")]
public sealed class BreakerTests
{
    private static readonly Func<CancellationToken, Task<int>> Fails = static _ => Task.FromException<int>(new IOException());

    private readonly ManualTimeProvider _time = new();
    private int _calls;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HalfOpen_ProbeIsCancelledByItsCaller_DoesNotClose()
    {
        ResilientCalls calls = await OpenAsync(new());
        _time.Advance(TimeSpan.FromSeconds(1.1));
        using var leaving = new CancellationTokenSource();
        Task<int> probe = calls.CallAsync(HangAsync, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        await AssertHalfOpenAsync(calls);
    }

    [Fact]
    public async Task HalfOpen_ProbeIsInTheStore_OthersAreRefusedUntilItHangs()
    {
        ResilientCalls calls = await OpenAsync(new());
        _time.Advance(TimeSpan.FromSeconds(1.1));
        var probe = new TaskCompletionSource<int>();
        Task<int> first = calls.CallAsync(_ => probe.Task, Token);
        var refused = await Assert.ThrowsAsync<BrokenCircuitException>(() => calls.CallAsync(AnswerAsync, Token));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);

        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
        probe.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => first);

        // Closed by the second probe: how the first one ended is history.
        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
    }

    [Fact]
    public async Task HalfOpen_WhetherToHandleFails_TheNextCallTries()
    {
        ResilientCalls calls = await OpenAsync(new()
        {
            ShouldHandle = static error => error is IOException ? true : throw new InvalidOperationException("own"),
        });
        _time.Advance(TimeSpan.FromSeconds(1.1));
        await Assert.ThrowsAnyAsync<Exception>(() => calls.CallAsync(
            static _ => Task.FromException<int>(new TimeoutException()), Token));

        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
    }

    [Fact]
    public async Task Closed_FailuresThatAreLongAgo_AreForgotten()
    {
        ResilientCalls calls = ResilienceHost.Build(Options(new()), _time);
        for (int i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));
            _time.Advance(TimeSpan.FromSeconds(31));
        }
    }

    [Fact]
    public async Task HalfOpen_ProbeIsRefusedByTheRate_DoesNotClose()
    {
        var limiter = new RefusingLimiter();
        ResilientCalls calls = await OpenAsync(new() { RateLimiter = limiter });
        _time.Advance(TimeSpan.FromSeconds(1.1));
        limiter.Refuses = true;
        await Assert.ThrowsAsync<RoteOverloadException>(() => calls.CallAsync(AnswerAsync, Token));
        limiter.Refuses = false;

        Assert.Equal(0, _calls);
        await AssertHalfOpenAsync(calls);
    }

    [Fact]
    public async Task HalfOpen_ProbeLeavesTheLineOfTheRate_DoesNotClose()
    {
        using var bucket = new TokenBucket(10, 1, _time);
        ResilientCalls calls = await OpenAsync(new() { RateLimiter = bucket });
        _time.Advance(TimeSpan.FromSeconds(1.1));
        while (bucket.AttemptAcquire().IsAcquired)
        {
        }

        using var leaving = new CancellationTokenSource();
        Task<int> probe = calls.CallAsync(AnswerAsync, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        Assert.Equal(0, _calls);

        _time.Advance(TimeSpan.FromSeconds(2));
        await AssertHalfOpenAsync(calls);
    }

    [Fact]
    public async Task Closed_RefusalsByTheRate_CountNeitherWay()
    {
        var limiter = new RefusingLimiter();
        ResilientCalls calls = ResilienceHost.Build(Options(new() { RateLimiter = limiter }), _time);
        limiter.Refuses = true;
        for (int i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<RoteOverloadException>(() => calls.CallAsync(AnswerAsync, Token));
        }

        limiter.Refuses = false;
        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));
        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => calls.CallAsync(AnswerAsync, Token));
    }

    [Fact]
    public async Task Closed_CallersWhoLeaveAHangingStore_DoNotVouchForIt()
    {
        ResilientCalls calls = ResilienceHost.Build(Options(new()), _time);
        for (int i = 0; i < 100; i++)
        {
            using var leaving = new CancellationTokenSource();
            Task<int> call = calls.CallAsync(HangAsync, leaving.Token);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));
        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => calls.CallAsync(AnswerAsync, Token));
    }

    [Fact]
    public async Task Closed_TimeoutOfTheWholeCallIsTheShorterOne_OpensAllTheSame()
    {
        ResilientCalls calls = ResilienceHost.Build(
            Options(new() { Timeout = TimeSpan.FromSeconds(1), AttemptTimeout = TimeSpan.FromSeconds(10) }), _time);
        for (int i = 0; i < 2; i++)
        {
            Task<int> call = calls.CallAsync(HangAsync, Token);
            _time.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => calls.CallAsync(AnswerAsync, Token));
    }

    [Fact]
    public async Task Closed_TimeGoesByInTheLineOfTheRate_IsNotHeldAgainstTheStore()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 10 });
        ResilientCalls calls = ResilienceHost.Build(
            Options(new() { Timeout = TimeSpan.FromSeconds(10), RateLimiter = limiter }), _time);
        using var asked = new SemaphoreSlim(0);
        for (int i = 0; i < 4; i++)
        {
            RateLimitLease held = await limiter.AcquireAsync(1, Token);
            Task<int> call = calls.CallAsync(
                token =>
                {
                    asked.Release();
                    return HangAsync(token);
                },
                Token);
            _time.Advance(TimeSpan.FromSeconds(9.5));
            held.Dispose();
            await asked.WaitAsync(Token);
            _time.Advance(TimeSpan.FromSeconds(0.5));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        }

        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
    }

    [Fact]
    public async Task State_AfterACollection_IsStillShown()
    {
        string operation = $"IStore.{Guid.NewGuid():N}";
        ResilientCalls calls = ResilienceHost.Build(Options(new()), _time, operation);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var shown = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Name == "resilience.breaker.state")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            if (tags[0].Value as string == operation)
            {
                shown.Add(value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal([0], shown);
        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
    }

    /// <summary>One failure opens it again, for its whole time; then one success closes it.</summary>
    private async Task AssertHalfOpenAsync(ResilientCalls calls)
    {
        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => calls.CallAsync(AnswerAsync, Token));
        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
        Assert.Equal(7, await calls.CallAsync(AnswerAsync, Token));
    }

    private static ResilienceOptions Options(ResilienceOptions options)
    {
        options.Retries = 0;
        options.BreakAfter = 2;
        options.BreakDuration = TimeSpan.FromSeconds(1);
        return options;
    }

    private static Task<int> HangAsync(CancellationToken token) => new TaskCompletionSource<int>().Task.WaitAsync(token);

    private Task<int> AnswerAsync(CancellationToken token)
    {
        _calls++;
        return Task.FromResult(7);
    }

    private async Task<ResilientCalls> OpenAsync(ResilienceOptions options)
    {
        ResilientCalls calls = ResilienceHost.Build(Options(options), _time);
        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));
        await Assert.ThrowsAsync<IOException>(() => calls.CallAsync(Fails, Token));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => calls.CallAsync(Fails, Token));
        return calls;
    }
}
