using Rote.Batching;

namespace Rote.Tests.Batching;

public sealed class BatcherFlushTests : BatcherTestBase
{
    [Fact]
    public async Task FlushAsync_CallsThatWaitForTheDelay_LeaveAtOnce()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string>[] calls = [.. Names(3).Select(name => batcher.GetAsync(0, name, Ct).AsTask())];
        BulkCall first = await Bulk.NextAsync();

        Task flush = FlushAsync(Ct);

        BulkCall second = await Bulk.NextAsync();
        Assert.Equal(["i1", "i2"], second.Items);
        second.Succeed();
        await Task.WhenAll(calls[1..]);
        Assert.False(flush.IsCompleted);
        first.Succeed();
        await flush;
        Assert.Equal(["i0!", "i1!", "i2!"], await Task.WhenAll(calls));
    }

    [Fact]
    public void FlushAsync_NothingIsHeld_IsOverAtOnce()
    {
        _ = Make();

        Assert.True(FlushAsync(Ct).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task FlushAsync_MoreBatchesThanMayBeInFlight_WaitsForEach()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxConcurrentBatches = 1 });
        Task<string>[] calls = [.. Enumerable.Range(0, 4).Select(group => batcher.GetAsync(group, "a", Ct).AsTask())];
        Task flush = FlushAsync(Ct);

        for (int group = 0; group < 4; group++)
        {
            BulkCall bulk = await Bulk.NextAsync();
            Assert.Equal(group, bulk.Group);
            Assert.False(flush.IsCompleted);
            bulk.Succeed();
        }

        await flush;
        await Task.WhenAll(calls);
        Assert.Equal(1, Bulk.MostInFlight);
    }

    [Fact]
    public async Task FlushAsync_CallsThatWaitForRoom_AreWaitedFor()
    {
        Batcher<int, string, string> batcher = Make(
            policy => policy with { MaxConcurrentBatches = 1, MaxBatchSize = 1 }, new RoteOptions { MaxPendingBatchItems = 1 });
        using var leaving = new CancellationTokenSource();
        Task<string>[] calls =
            [.. Names(6).Select((name, place) => batcher.GetAsync(0, name, place == 4 ? leaving.Token : Ct).AsTask())];
        Task flush = FlushAsync(Ct);
        Task<string> later = batcher.GetAsync(0, "later", Ct).AsTask();
        await leaving.CancelAsync();

        foreach (string name in (string[])["i0", "i1", "i2", "i3", "i5"])
        {
            BulkCall bulk = await Bulk.NextAsync();
            Assert.Equal([name], bulk.Items);
            Assert.False(flush.IsCompleted);
            bulk.Succeed();
        }

        BulkCall last = await Bulk.NextAsync();
        last.Succeed();
        await flush;
        await later;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[4]);
    }

    [Fact]
    public async Task FlushAsync_CallsThatCameLater_AreNotWaitedFor()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> before = batcher.GetAsync(0, "before", Ct).AsTask();
        BulkCall first = await Bulk.NextAsync();
        Task flush = FlushAsync(Ct);
        Task<string> later = batcher.GetAsync(0, "later", Ct).AsTask();

        first.Succeed();

        await flush;
        await before;
        (await Bulk.NextAsync()).Succeed();
        await later;
    }

    [Fact]
    public async Task FlushAsync_AllCallersOfAPendingBatchLeave_IsOver()
    {
        Batcher<int, string, string> batcher = Make(policy => policy with { MaxConcurrentBatches = 1 });
        using var leaving = new CancellationTokenSource();
        Task<string> running = batcher.GetAsync(0, "a", Ct).AsTask();
        BulkCall first = await Bulk.NextAsync();
        Task<string> gone = batcher.GetAsync(1, "gone", leaving.Token).AsTask();
        Task flush = FlushAsync(Ct);

        await leaving.CancelAsync();
        first.Succeed();

        await flush;
        await running;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal(1, Bulk.Count);
    }

    [Fact]
    public async Task FlushAsync_BulkCallFails_FailsItsCallersAndNotTheFlush()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> call = batcher.GetAsync(0, "a", Ct).AsTask();
        Task flush = FlushAsync(Ct);

        (await Bulk.NextAsync()).Gate.SetException(new IOException("down"));

        await flush;
        await Assert.ThrowsAsync<IOException>(() => call);
    }

    [Fact]
    public async Task FlushAsync_ItsCallerLeaves_WhatIsFlushedIsSentAllTheSame()
    {
        Batcher<int, string, string> batcher = Make();
        using var leaving = new CancellationTokenSource();
        Task<string>[] calls = [.. Names(2).Select(name => batcher.GetAsync(0, name, Ct).AsTask())];
        Task flush = FlushAsync(leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        (await Bulk.NextAsync()).Succeed();
        (await Bulk.NextAsync()).Succeed();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task FlushAsync_DisposalGivesUp_DoesNotWaitForEver()
    {
        Batcher<int, string, string> batcher = Make(
            policy => policy with { MaxConcurrentBatches = 1, MaxBatchSize = 1 },
            new RoteOptions { MaxPendingBatchItems = 1, DrainTimeout = TimeSpan.Zero });
        Task<string>[] calls = [.. Names(4).Select(name => batcher.GetAsync(0, name, Ct).AsTask())];
        Task flush = FlushAsync(Ct);

        await Assert.ThrowsAsync<RoteDrainException>(() => DisposeContextAsync());

        await flush;
        foreach (Task<string> call in calls)
        {
            await Assert.ThrowsAsync<RoteDrainException>(() => call);
        }

        Assert.Throws<ObjectDisposedException>(() => { _ = FlushAsync(Ct); });
        Forget();
    }
}
