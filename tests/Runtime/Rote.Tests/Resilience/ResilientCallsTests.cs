using Polly;
using Polly.Timeout;
using Rote.Resilience;
using Rote.Testing;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Resilience;

public sealed class ResilientCallsTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_InTheStore_CarriesTheCallersToken(bool isOwn)
    {
        ResilientCalls calls = ResilienceHost.Build(
            isOwn ? new() { Pipeline = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromHours(1)).Build() } : null, _time);
        using var leaving = new CancellationTokenSource();
        Task<int> call = calls.CallAsync(HangAsync, leaving.Token);
        Task plain = calls.CallAsync(
            0, static (_, token) => new ValueTask(HangAsync(token)), leaving.Token).AsTask();
        await leaving.CancelAsync();

        Assert.Equal(
            leaving.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.Equal(
            leaving.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plain)).CancellationToken);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task Cancel_BetweenTwoAttempts_CarriesTheCallersToken()
    {
        ResilientCalls calls = ResilienceHost.Build(new() { RetryDelay = TimeSpan.FromHours(1) }, _time);
        using var leaving = new CancellationTokenSource();
        Task<int> call = calls.CallAsync(static _ => Task.FromException<int>(new IOException()), leaving.Token);
        Assert.False(call.IsCompleted);
        await leaving.CancelAsync();

        Assert.Equal(
            leaving.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
    }

    [Fact]
    public async Task Cancel_InLine_CarriesTheCallersTokenAndGivesItsPlaceBack()
    {
        ResilientCalls calls = ResilienceHost.Build(new() { MaxConcurrent = 1, MaxQueued = 1 }, _time);
        var gate = new TaskCompletionSource<int>();
        Task<int> first = calls.CallAsync(_ => gate.Task, Token);
        using var leaving = new CancellationTokenSource();
        Task<int> second = calls.CallAsync(static _ => Task.FromResult(2), leaving.Token);
        await leaving.CancelAsync();

        Assert.Equal(
            leaving.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second)).CancellationToken);
        Task<int> third = calls.CallAsync(static _ => Task.FromResult(3), Token);
        gate.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_DoesNotReachTheStore()
    {
        ResilientCalls calls = ResilienceHost.Build(null, _time);
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        int asked = 0;

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls.CallAsync(
            _ =>
            {
                asked++;
                return Task.FromResult(1);
            },
            left.Token));

        Assert.Equal(left.Token, error.CancellationToken);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Cancel_ByTheStoreItself_IsTheStoresOwn()
    {
        ResilientCalls calls = ResilienceHost.Build(null, _time);
        using var own = new CancellationTokenSource();
        await own.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => calls.CallAsync(_ => Task.FromCanceled<int>(own.Token), Token));

        Assert.Equal(own.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Timeout_OfTheWholeCall_IsNoCancellation()
    {
        ResilientCalls calls = ResilienceHost.Build(new() { Timeout = TimeSpan.FromSeconds(1) }, _time);
        Task<int> call = calls.CallAsync(HangAsync, Token);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }

    [Fact]
    public async Task Context_OfTheCaller_IsThereInEveryAttempt()
    {
        var ambient = new AsyncLocal<string?>();
        ResilientCalls calls = ResilienceHost.Build(new() { RetryDelay = TimeSpan.FromSeconds(1) }, _time);
        ambient.Value = "caller";
        var seen = new List<string?>();
        Task<int> call = calls.CallAsync(
            _ =>
            {
                seen.Add(ambient.Value);
                ambient.Value = "store";
                return seen.Count == 3 ? Task.FromResult(1) : Task.FromException<int>(new IOException());
            },
            Token);
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await call;
        Assert.Equal("caller", seen[0]);
        Assert.Equal(3, seen.Count);
        Assert.Equal("caller", ambient.Value);
    }

    /// <summary>Callers succeed, fail, leave in line, leave in the store and throw at once: every permit comes back.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Permits_RandomEndings_AllComeBack(int seed)
    {
        const int Permits = 3;
        using var limiter = new RefusingLimiter();
        ResilientCalls calls = ResilienceHost.Build(new()
        {
            MaxConcurrent = Permits,
            MaxQueued = 1_000,
            RateLimiter = limiter,
            BreakAfter = 0,
            Retries = 1,
            RetryDelay = TimeSpan.Zero,
            HedgeAfter = TimeSpan.FromSeconds(1),
        });
        var store = new CrowdedStore(calls);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(
            worker => Task.Run(() => store.VisitAsync((seed * 31) + worker), Token)));

        Assert.InRange(store.Most, 1, Permits);
        await Signals.Until(() => limiter.Held == 0);

        // All permits are there: so many calls are in the store at once.
        var gate = new TaskCompletionSource<int>();
        int entered = 0;
        Task<int>[] last = [.. Enumerable.Range(0, Permits + 1).Select(_ => calls.CallAsync(
            _ =>
            {
                Interlocked.Increment(ref entered);
                return gate.Task;
            },
            Token))];
        await Signals.Until(() => Volatile.Read(ref entered) == Permits);
        gate.SetResult(1);
        await Task.WhenAll(last);
    }

    private static Task<int> HangAsync(CancellationToken token) => new TaskCompletionSource<int>().Task.WaitAsync(token);
}
