using Rote.Batching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Batching;

public sealed class BatchDisposalTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly BulkProbe _bulk = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DisposeAsync_PendingItems_AreDelivered()
    {
        (DecoratorContext context, Batcher<int, string, string> batcher) = Make(new RoteOptions { MaxPendingBatchItems = 2 });
        Task<string>[] calls = [.. Enumerable.Range(0, 7).Select(i => batcher.GetAsync(i % 2, $"i{i}", Ct).AsTask())];

        Task disposal = context.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await batcher.GetAsync(0, "late", Ct));
        Assert.False(disposal.IsCompleted);
        _bulk.FinishAll();

        await disposal;
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"i{i}!"), await Task.WhenAll(calls));
    }

    [Fact]
    public async Task DisposeAsync_BulkHangs_GivesUpAfterTheTimeoutAndSaysHowMany()
    {
        (DecoratorContext context, Batcher<int, string, string> batcher) = Make(
            new RoteOptions { DrainTimeout = TimeSpan.FromSeconds(5) },
            policy => policy with { MaxConcurrentBatches = 1, MaxBatchSize = 2 });
        Task<string>[] calls = [.. Enumerable.Range(0, 4).Select(i => batcher.GetAsync(0, $"i{i}", Ct).AsTask())];
        BulkCall hanging = await _bulk.NextAsync();
        Task disposal = context.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(disposal.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.2));

        RoteDrainException error = await Assert.ThrowsAsync<RoteDrainException>(() => disposal);
        Assert.Equal(4, error.UndeliveredItems);
        Assert.Contains("ITest", error.Message, StringComparison.Ordinal);
        foreach (Task<string> call in calls)
        {
            Assert.Equal(4, (await Assert.ThrowsAsync<RoteDrainException>(() => call)).UndeliveredItems);
        }

        Assert.True(hanging.Token.IsCancellationRequested);
        hanging.Succeed();
        Assert.Equal(1, _bulk.Count);
    }

    [Fact]
    public async Task DisposeAsync_Twice_HasOneOutcome()
    {
        (DecoratorContext context, Batcher<int, string, string> batcher) = Make(new RoteOptions { DrainTimeout = TimeSpan.Zero });
        Task<string> call = batcher.GetAsync(0, "a", Ct).AsTask();

        await Assert.ThrowsAsync<RoteDrainException>(() => context.DisposeAsync().AsTask());
        await Assert.ThrowsAsync<RoteDrainException>(() => context.DisposeAsync().AsTask());

        await Assert.ThrowsAsync<RoteDrainException>(() => call);
        context.Dispose();
    }

    [Fact]
    public async Task DisposeAsync_Idle_CompletesAtOnceAndLeavesNoTimer()
    {
        (DecoratorContext context, _) = Make(new RoteOptions());

        await context.DisposeAsync();
        await context.DisposeAsync();

        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task DisposeAsync_WaitingCallerLeaves_IsNotWaitedFor()
    {
        (DecoratorContext context, Batcher<int, string, string> batcher) = Make(new RoteOptions());
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "a", Ct).AsTask();
        BulkCall one = await _bulk.NextAsync();
        Task<string> second = batcher.GetAsync(0, "b", leaving.Token).AsTask();
        Task disposal = context.DisposeAsync().AsTask();
        BulkCall two = await _bulk.NextAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(two.Token.IsCancellationRequested);

        one.Succeed();
        two.Gate.SetCanceled(two.Token);

        await disposal;
        Assert.Equal("a!", await first);
    }

    [Fact]
    public async Task Dispose_PendingItems_AreSentWithoutWaiting()
    {
        (DecoratorContext context, Batcher<int, string, string> batcher) = Make(new RoteOptions());
        Task<string> first = batcher.GetAsync(0, "a", Ct).AsTask();
        Task<string> second = batcher.GetAsync(0, "b", Ct).AsTask();

        context.Dispose();

        Assert.Equal(2, _bulk.Count);
        Assert.False(second.IsCompleted);
        _bulk.FinishAll();
        Assert.Equal("a!", await first);
        Assert.Equal("b!", await second);
    }

    [Fact]
    public async Task DisposeAsync_BulkBlocksItsThread_GivesUpAfterTheTimeout()
    {
        using var released = new ManualResetEventSlim();
        using var blocks = new SemaphoreSlim(0);
        var context = new DecoratorContext(
            "ITest", new RoteOptions { TimeProvider = _time, DrainTimeout = TimeSpan.FromSeconds(5) });
        Batcher<int, string, string> batcher = context.Batch<int, string, string>(
            new BatchPolicy { Operation = "Get", MaxDelay = TimeSpan.FromDays(1) },
            (group, items, token) =>
            {
                if (items[0] == "b")
                {
                    blocks.Release();
                    released.Wait(Ct);
                }

                return _bulk.RunAsync(group, items, token);
            });
        Task<string> first = batcher.GetAsync(0, "a", Ct).AsTask();
        Task<string> second = batcher.GetAsync(0, "b", Ct).AsTask();

        // Closing sends what is pending: in the bulk call that blocks.
        Task disposal = context.DisposeAsync().AsTask();
        await blocks.WaitAsync(Ct);
        _time.Advance(TimeSpan.FromSeconds(6));

        await Assert.ThrowsAsync<RoteDrainException>(() => disposal);
        await Assert.ThrowsAsync<RoteDrainException>(() => first);
        await Assert.ThrowsAsync<RoteDrainException>(() => second);
        released.Set();
        _bulk.FinishAll();
    }

    private (DecoratorContext Context, Batcher<int, string, string> Batcher) Make(
        RoteOptions options, Func<BatchPolicy, BatchPolicy>? policy = null)
    {
        options.TimeProvider = _time;
        var context = new DecoratorContext("ITest", options);
        var basic = new BatchPolicy { Operation = "Get" };
        return (context, context.Batch<int, string, string>(policy?.Invoke(basic) ?? basic, _bulk.RunAsync));
    }
}
