using Rote.Batching;

namespace Rote.Tests.Batching;

public sealed class BatcherFairnessTests : BatcherTestBase
{
    [Fact]
    public async Task GetAsync_WhoeverLeavesMakesRoomForWhatFillsABatch_TheBatchLeavesAtOnce()
    {
        Batcher<int, string, string> batcher = Make(
            policy => policy with { MaxBatchSize = 2, MaxConcurrentBatches = 2 }, new RoteOptions { MaxPendingBatchItems = 2 });
        using var leaving = new CancellationTokenSource();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall one = await Bulk.NextAsync();
        Task<string> gone = batcher.GetAsync(1, "gone", leaving.Token).AsTask();
        Task<string> second = batcher.GetAsync(2, "a", Ct).AsTask();
        Task<string> waitsForRoom = batcher.GetAsync(2, "b", Ct).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        BulkCall two = await Bulk.NextAsync();
        Assert.Equal(["a", "b"], two.Items);
        one.Succeed();
        two.Succeed();
        Assert.Equal(["x!", "a!", "b!"], await Task.WhenAll(first, second, waitsForRoom));
    }

    [Fact]
    public async Task GetAsync_FullBatchesTakeEveryFreePlaceAtOnce_AnOverdueOneStillGoesFirst()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 2, MaxConcurrentBatches = 1 });
        List<Task<string>> hot = [batcher.GetAsync(1, "x", Ct).AsTask()];
        BulkCall running = await Bulk.NextAsync();
        Task<string> cold = batcher.GetAsync(2, "cold", Ct).AsTask();
        Time.Advance(TimeSpan.FromSeconds(1));

        // The place that comes free is taken by whoever fills a batch before the pool gets to the hop.
        running.Succeed();
        hot.Add(batcher.GetAsync(1, "a", Ct).AsTask());
        hot.Add(batcher.GetAsync(1, "b", Ct).AsTask());

        running = await Bulk.NextAsync();
        Assert.Equal(2, running.Group);
        running.Succeed();
        (await Bulk.NextAsync()).Succeed();
        Assert.Equal("cold!", await cold);
        await Task.WhenAll(hot);
    }

    [Fact]
    public async Task GetAsync_OverdueBatchGoesBeforeAFullOne_TheFullOneFollowsWhileThereIsAPlace()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxBatchSize = 2, MaxConcurrentBatches = 2 });
        List<Task<string>> calls = [batcher.GetAsync(1, "x", Ct).AsTask(), batcher.GetAsync(1, "y", Ct).AsTask()];
        BulkCall hanging = await Bulk.NextAsync();
        calls.Add(batcher.GetAsync(1, "z", Ct).AsTask());
        BulkCall running = await Bulk.NextAsync();
        calls.Add(batcher.GetAsync(2, "cold", Ct).AsTask());
        Time.Advance(TimeSpan.FromSeconds(1));

        running.Succeed();
        calls.Add(batcher.GetAsync(1, "a", Ct).AsTask());
        calls.Add(batcher.GetAsync(1, "b", Ct).AsTask());

        BulkCall first = await Bulk.NextAsync();
        Assert.Equal(2, first.Group);
        first.Succeed();
        (await Bulk.NextAsync()).Succeed();
        hanging.Succeed();
        await Task.WhenAll(calls);
    }
}
