using Rote.Batching;

namespace Rote.Tests.Batching;

/// <summary>Callers that leave, and callers that wait for room.</summary>
public sealed class BatcherCancellationTests : BatcherTestBase
{
    [Fact]
    public async Task GetAsync_OneCallerLeaves_OthersAreServed()
    {
        Batcher<int, string, string> batcher = Make();
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "a", leaving.Token).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string> second = batcher.GetAsync(0, "a", Ct).AsTask();

        await leaving.CancelAsync();

        OperationCanceledException left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(leaving.Token, left.CancellationToken);
        Assert.False(one.Token.IsCancellationRequested);
        one.Succeed();
        Assert.Equal("a!", await second);
    }

    [Fact]
    public async Task GetAsync_ItemNobodyWaitsFor_IsNotSent()
    {
        Batcher<int, string, string> batcher = Make();
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "a", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string> gone = batcher.GetAsync(0, "gone", leaving.Token).AsTask();
        Task<string> alsoGone = batcher.GetAsync(0, "gone", leaving.Token).AsTask();
        Task<string> stays = batcher.GetAsync(0, "stays", Ct).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alsoGone);
        one.Succeed();

        BulkCall two = await Bulk.NextAsync();
        Assert.Equal(["stays"], two.Items);
        two.Succeed();
        await Task.WhenAll(first, stays);
        Assert.Equal(0, batcher.Held);
    }

    [Fact]
    public async Task GetAsync_WholeBatchLeavesBeforeDispatch_NothingIsSent()
    {
        Batcher<int, string, string> batcher = Make();
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "a", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string>[] gone = [.. Names(50).Select(name => batcher.GetAsync(0, name, leaving.Token).AsTask())];

        await leaving.CancelAsync();
        foreach (Task<string> call in gone)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal(1, batcher.Held);
        one.Succeed();
        await first;
        await DrainAsync();
        Assert.Equal(1, Bulk.Count);
    }

    [Fact]
    public async Task GetAsync_EverybodyOfARunningBatchLeaves_CancelsIt()
    {
        Batcher<int, string, string> batcher = Make();
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "a", leaving.Token).AsTask();
        Task<string> second = batcher.GetAsync(0, "a", leaving.Token).AsTask();
        BulkCall one = await Bulk.NextAsync();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(one.Token.IsCancellationRequested);

        // A later caller must not inherit the cancelled call.
        Task<string> third = batcher.GetAsync(0, "a", Ct).AsTask();
        one.Gate.SetCanceled(one.Token);
        BulkCall two = await Bulk.NextAsync();
        two.Succeed();
        Assert.Equal("a!", await third);
    }

    [Fact]
    public async Task GetAsync_NoRoom_CallersWaitInOrder()
    {
        Batcher<int, string, string> batcher = Make(
            policy => policy with { MaxBatchSize = 2, MaxConcurrentBatches = 1 }, new RoteOptions { MaxPendingBatchItems = 3 });
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall running = await Bulk.NextAsync();
        Task<string>[] calls = [.. Names(9).Select((name, i) => batcher.GetAsync(0, name, i == 5 ? leaving.Token : Ct).AsTask())];
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[5]);
        List<string> sent = [];
        while (sent.Count < 8)
        {
            running.Succeed();
            running = await Bulk.NextAsync();
            Assert.InRange(running.Items.Length, 1, 2);
            sent.AddRange(running.Items);
        }

        running.Succeed();
        Assert.Equal(Names(9).Where(name => name != "i5"), sent);
        await first;
        await Task.WhenAll(calls.Where((_, i) => i != 5));
        Assert.Equal(0, batcher.Held);
    }
}
