using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Rote.Caching;
using Rote.Generated;

namespace Rote.Tests.Caching;

/// <summary>Stores that answer in unusual ways, and what is left over of the wait for them.</summary>
public sealed class AnswerWaitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A source may call back before its registration has returned.</summary>
    [Fact]
    public async Task LoadAsync_SourceThatCallsBackAtOnce_GivesItsValue()
    {
        using var fixture = new RegionFixture();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("v", await fixture.Load($"{i}", static _ => new ValueTask<string?>(new HastySource(), 0), Ct));
        }

        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_StoreCancelsItself_EveryCallerIsToldAndTheKeyIsFree()
    {
        using var fixture = new RegionFixture();
        var answer = new TaskCompletionSource<string?>();
        Task<string?>[] calls =
            [.. Enumerable.Range(0, 3).Select(
                _ => fixture.Load("a", _ => new ValueTask<string?>(answer.Task), CancellationToken.None).AsTask())];
        answer.SetCanceled(Ct);
        foreach (Task<string?> call in calls)
        {
            await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        }

        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("v", await fixture.LoadValue("a", "v"));
    }

    /// <summary>Whoever waits goes on in his own context, the first and the others, also where the load lets none flow.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadAsync_WaitersOfManyContexts_KeepTheirOwn(bool flows)
    {
        using var fixture = new RegionFixture();
        var ambient = new AsyncLocal<int>();
        var answer = new TaskCompletionSource<string?>();
        async Task<bool> WaitAsync(int number)
        {
            ambient.Value = number;
            string? value = await fixture.Load("a", _ => Ask(answer.Task, flows), CancellationToken.None);
            return value == "v" && ambient.Value == number;
        }

        Task<bool>[] calls = [.. Enumerable.Range(1, 4).Select(WaitAsync)];
        ambient.Value = -1;
        answer.SetResult("v");

        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.False(ExecutionContext.IsFlowSuppressed());
    }

    /// <summary>Each load waits for the next: their ends must not pile up on one stack.</summary>
    [Fact]
    public async Task LoadAsync_LongChainOfLoads_EndsOneAfterTheOther()
    {
        const int Length = 20_000;
        using var fixture = new RegionFixture(static policy => policy with { MaxEntries = Length + 1 });
        var answer = new TaskCompletionSource<string?>();
        var reached = new TaskCompletionSource();
        async ValueTask<string?> NextAsync(int number)
        {
            await Task.Yield();
            if (number < Length)
            {
                return await fixture.Load($"{number + 1}", _ => NextAsync(number + 1), CancellationToken.None);
            }

            reached.SetResult();
            return await answer.Task;
        }

        Task<string?> first = fixture.Load("0", _ => NextAsync(0), CancellationToken.None).AsTask();
        await reached.Task.WaitAsync(Ct);
        answer.SetResult("v");

        Assert.Equal("v", await first);
        Assert.Equal(Length + 1, fixture.Statistics.Entries);
    }

    /// <summary>The end comes while the waiters register, again and again: each of them goes on, and goes on once.</summary>
    [Fact]
    public async Task LoadAsync_EndBesideItsWaiters_EachGoesOnOnce()
    {
        const int Rounds = 5_000;
        using var fixture = new RegionFixture();
        int goneOn = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var answer = new TaskCompletionSource<string?>();
            string value = $"{round}";
            async Task WaitAsync()
            {
                Assert.Equal(value, await fixture.Load("a", _ => new ValueTask<string?>(answer.Task), CancellationToken.None));
                Interlocked.Increment(ref goneOn);
            }

            Task first = WaitAsync();
            var end = Task.Run(() => answer.SetResult(value), Ct);
            var second = Task.Run(WaitAsync, Ct);
            await Task.WhenAll(first, WaitAsync(), second, end).WaitAsync(Ct);
            fixture.Region.InvalidateAll();
        }

        Assert.Equal(3 * Rounds, goneOn);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    /// <summary>Waits are kept for the next load, but nothing of the last one's.</summary>
    [Fact]
    public async Task LoadAsync_HasEnded_NothingOfItIsHeld()
    {
        (WeakReference value, WeakReference state) = await LoadAndForgetAsync();

        // Off the stack of what has just ended.
        await Task.Yield();
        for (int i = 0; i < 10 && (value.IsAlive || state.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(value.IsAlive);
        Assert.False(state.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Value, WeakReference State)> LoadAndForgetAsync()
    {
        using var context = new DecoratorContext("ITest", new RoteOptions());
        CacheRegion<int, object> region = context.Cache<int, object>(
            new CachePolicy { Region = "held" }, new CacheFunctions<int, object>());
        object state = new();
        object value = new();
        var answer = new TaskCompletionSource<object>();
        Task<object> call = region.LoadAsync(
            1, (state, answer.Task), static (load, _, _) => new ValueTask<object>(load.Task), CancellationToken.None).AsTask();
        answer.SetResult(value);
        Assert.Same(value, await call);
        return (new WeakReference(value), new WeakReference(state));
    }

    private static ValueTask<string?> Ask(Task<string?> answer, bool flows)
    {
        if (!flows)
        {
            ExecutionContext.SuppressFlow();
        }

        return new ValueTask<string?>(answer);
    }

    private sealed class HastySource : IValueTaskSource<string?>
    {
        private bool _asked;

        public string? GetResult(short token) => "v";

        public ValueTaskSourceStatus GetStatus(short token)
            => _asked ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

        public void OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            _asked = true;
            continuation(state);
        }
    }
}
