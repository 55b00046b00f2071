using Rote.Batching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Batching;

public sealed class WriteBatcherTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_EqualItems_AreAllSentInOrder()
    {
        var bulk = new BulkProbe();
        await using DecoratorContext context = new("ITest", new RoteOptions { TimeProvider = new ManualTimeProvider() });
        WriteBatcher<NoGroup, string> batcher = context.BatchWrites<NoGroup, string>(
            new BatchPolicy { Operation = "Add" }, (_, items, token) => bulk.WriteAsync(0, items, token));
        Task first = batcher.AddAsync(default, "a", Ct).AsTask();
        BulkCall one = await bulk.NextAsync();
        Task[] calls = [.. new[] { "b", "a", "b", "a" }.Select(item => batcher.AddAsync(default, item, Ct).AsTask())];

        one.Succeed();
        BulkCall two = await bulk.NextAsync();

        Assert.Equal(["b", "a", "b", "a"], two.Items);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        two.Succeed();
        await Task.WhenAll(calls);
        await first;
    }

    [Fact]
    public async Task AddAsync_BulkFails_FailsItsCallers()
    {
        await using DecoratorContext context = new("ITest", null);
        WriteBatcher<NoGroup, string> batcher = context.BatchWrites<NoGroup, string>(
            new BatchPolicy { Operation = "Add" }, (_, _, _) => ValueTask.FromException(new FormatException("boom")));

        await Assert.ThrowsAsync<FormatException>(() => batcher.AddAsync(default, "a", Ct).AsTask());
        Assert.Equal(0, batcher.Held);
    }

    [Fact]
    public async Task AddAsync_IdleAndSynchronousBulk_CompletesInTheCall()
    {
        await using DecoratorContext context = new("ITest", null);
        WriteBatcher<NoGroup, string> batcher = context.BatchWrites<NoGroup, string>(
            new BatchPolicy { Operation = "Add" }, (_, _, _) => default);

        ValueTask call = batcher.AddAsync(default, "a", Ct);

        Assert.True(call.IsCompletedSuccessfully);
        await call;
    }

    [Fact]
    public async Task AddAsync_OneOfTwoEqualItemsIsCancelled_TheOtherIsSent()
    {
        var bulk = new BulkProbe();
        using var leaving = new CancellationTokenSource();
        await using DecoratorContext context = new("ITest", null);
        WriteBatcher<NoGroup, string> batcher = context.BatchWrites<NoGroup, string>(
            new BatchPolicy { Operation = "Add", MaxDelay = TimeSpan.FromDays(1) },
            (_, items, token) => bulk.WriteAsync(0, items, token));
        Task first = batcher.AddAsync(default, "x", Ct).AsTask();
        BulkCall one = await bulk.NextAsync();
        Task gone = batcher.AddAsync(default, "a", leaving.Token).AsTask();
        Task stays = batcher.AddAsync(default, "a", Ct).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        one.Succeed();

        BulkCall two = await bulk.NextAsync();
        Assert.Equal(["a"], two.Items);
        two.Succeed();
        await Task.WhenAll(first, stays);
    }
}
