using Rote.Monitoring;
using Rote.Testing;

namespace Rote.EndToEnd.Tests;

public sealed class RoundTripBudgetTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly TripStore _inner = new();
    private readonly ITripStore _store;

    public RoundTripBudgetTests() => _store = _inner.Decorate(new RoteOptions { TimeProvider = _time });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cached_MissAndHits_AreOne()
    {
        using var budget = RoundTripBudget.AtMost(1);
        await _store.GetAsync("ann", "1", Token);
        await _store.GetAsync("ann", "1", Token);
        await _store.GetManyAsync("ann", ["1"], Token);

        Assert.Equal(1, budget.Count);
        budget.Verify();
    }

    [Fact]
    public async Task SharedLoad_CountsForWhoeverStartedIt()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Gate = gate.Task;
        (Task<string> first, RoundTripBudget starter) = Begin(() => _store.GetAsync("ann", "1", Token).AsTask());
        (Task<string> second, RoundTripBudget follower) = Begin(() => _store.GetAsync("ann", "1", Token).AsTask());
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal((1, 0), (starter.Count, follower.Count));
        starter.Dispose();
        follower.Dispose();
    }

    [Fact]
    public async Task Batched_CallsOfOneBulkCall_AreOneForEachBudget()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Gate = gate.Task;
        Task<string> early = _store.EmbedAsync("first", Token);
        (Task<string[]> ten, RoundTripBudget one) = Begin(
            () => Task.WhenAll(Enumerable.Range(0, 10).Select(number => _store.EmbedAsync($"{number}", Token))));
        (Task<string> single, RoundTripBudget other) = Begin(() => _store.EmbedAsync("7", Token));
        gate.SetResult();
        await Task.WhenAll(early, ten, single);

        Assert.Equal(2, _inner.Bulk);
        Assert.Equal((1, 1), (one.Count, other.Count));
        Assert.Equal("ITripStore.EmbedManyAsync", Assert.Single(one.Calls).Key);
        one.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task WriteBehind_WritesOfOneCommit_AreOne()
    {
        using var budget = RoundTripBudget.AtMost(1);
        Task[] writes = [_store.AppendAsync("a", Token), _store.AppendAsync("b", Token)];
        await ((IFlushable)_store).FlushAsync(Token);
        await Task.WhenAll(writes);

        Assert.Equal(1, budget.Count);
    }

    [Fact]
    public async Task Retries_AreOneEach()
    {
        using var budget = RoundTripBudget.AtMost(3);
        await _store.ReadAsync("1", Token);

        Assert.Equal(3, budget.Count);
    }

    [Fact]
    public async Task Hedge_IsOneMore()
    {
        using var budget = RoundTripBudget.AtMost(2);
        Task<string> answer = _store.SearchAsync("tea", Token);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await answer;

        Assert.Equal(2, budget.Count);
    }

    [Fact]
    public async Task Stream_IsOneForEachPage()
    {
        using var budget = RoundTripBudget.AtMost(2);
        await foreach (string _ in _store.StreamAsync(Token))
        {
            Assert.InRange(budget.Count, 1, 2);
        }

        Assert.Equal(2, budget.Calls["ITripStore.ListAsync"]);
    }

    [Fact]
    public async Task DecoratorOverDecorator_CountsTheInnermostStoreOnly()
    {
        ITripStore outer = _store.Decorate();
        using var budget = RoundTripBudget.AtMost(1);
        await outer.GetAsync("ann", "1", Token);

        Assert.Equal(1, budget.Count);
    }

    [Fact]
    public async Task Nested_CountForThemselvesAndTheOuter()
    {
        using var outer = RoundTripBudget.AtMost(2);
        await _store.GetAsync("ann", "1", Token);
        using (var inner = RoundTripBudget.AtMost(1))
        {
            await _store.GetAsync("ann", "2", Token);
            Assert.Equal(1, inner.Count);
        }

        await _store.GetAsync("ann", "3", Token);
        Assert.Equal(3, outer.Count);
    }

    [Fact]
    public async Task Parallel_AreIndependent()
    {
        int[] counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            using var budget = RoundTripBudget.AtMost(number);
            for (int i = 0; i < number; i++)
            {
#pragma warning disable ROTE1001 // Round trips are what is asked for.
                await _store.GetAsync("ann", $"{number} {i}", Token);
#pragma warning restore ROTE1001
            }

            return budget.Count;
        })));

        Assert.Equal(Enumerable.Range(0, 8), counts);
    }

    [Fact]
    public async Task Verify_TooMany_ListsThemByOperation()
    {
        using var budget = RoundTripBudget.AtMost(2);
        await _store.GetAsync("ann", "1", Token);
        await _store.GetAsync("ann", "2", Token);
        await _store.ListAsync(null, 1, Token);

        var error = Assert.Throws<RoundTripBudgetException>(budget.Verify);
        Assert.StartsWith("3 round trips were made, and at most 2 are allowed:", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 x ITripStore.GetAsync", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 x ITripStore.ListAsync", error.Message, StringComparison.Ordinal);
        Assert.Contains("[Batched]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_CountsNoMore()
    {
        var budget = RoundTripBudget.AtMost(0);
        budget.Dispose();
        budget.Dispose();
        await _store.GetAsync("ann", "1", Token);

        Assert.Equal(0, budget.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundTripBudget.AtMost(-1));
    }

    private static (TTask Call, RoundTripBudget Budget) Begin<TTask>(Func<TTask> call)
    {
        // As an asynchronous method of its own does it: what it enters, it leaves again.
        ExecutionContext context = ExecutionContext.Capture()!;
        (TTask, RoundTripBudget) begun = default;
        ExecutionContext.Run(
            context,
            _ =>
            {
                var budget = RoundTripBudget.AtMost(10);
                begun = (call(), budget);
            },
            null);
        return begun;
    }
}
