using System.Diagnostics.CodeAnalysis;
using Rote.Batching;

namespace Rote.Tests.Batching;

/// <summary>Where callers go on, and what they get.</summary>
public sealed class BatcherDeliveryTests : BatcherTestBase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", "a")]
    public async Task GetAsync_ContinuationBlocks_OthersOfItsBatchGoOn(string one, string other)
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall running = await Bulk.NextAsync();
        using var released = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Whichever is handed out first waits on the pool's thread for the other.
        int came = 0;
        OnCompleted(batcher.GetAsync(0, one, Ct), Meet);
        OnCompleted(batcher.GetAsync(0, other, Ct), Meet);
        running.Succeed();
        (await Bulk.NextAsync()).Succeed();

        Assert.True(await blocked.Task.WaitAsync(Patience, Ct));
        await first;

        void Meet()
        {
            if (Interlocked.Increment(ref came) == 1)
            {
                blocked.SetResult(released.Wait(Patience, Ct));
            }
            else
            {
                released.Set();
            }
        }
    }

    [Fact]
    public async Task GetAsync_LastContinuationBlocks_NextBatchStillLeaves()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall running = await Bulk.NextAsync();
        using var released = new ManualResetEventSlim();
        OnCompleted(batcher.GetAsync(0, "a", Ct), () => released.Wait(Patience, Ct));
        OnCompleted(batcher.GetAsync(0, "b", Ct), () => released.Wait(Patience, Ct));
        running.Succeed();
        (await Bulk.NextAsync()).Succeed();

        Task<string> next = batcher.GetAsync(0, "c", Ct).AsTask();
        (await Bulk.NextAsync()).Succeed();

        Assert.Equal("c!", await next);
        released.Set();
        await first;
    }

    [Fact]
    public async Task GetAsync_TaskAwaitedTwice_ThrowsInsteadOfAnothersResult()
    {
        Batcher<int, string, string> batcher = Make((_, items, _) => new ValueTask<IReadOnlyList<string>>(items));
        ValueTask<string> call = batcher.GetAsync(0, "a", Ct);
        Assert.Equal("a", await call);

        await Assert.ThrowsAsync<InvalidOperationException>(() => AwaitAgainAsync(call));
        Assert.Equal("b", await batcher.GetAsync(0, "b", Ct));
    }

    [Fact]
    public async Task GetAsync_CancelledCall_DoesNotRunItsCallerWhereItIsCancelled()
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall running = await Bulk.NextAsync();
        using var leaving = new CancellationTokenSource();
        var ranOn = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnCompleted(batcher.GetAsync(0, "a", leaving.Token), () => ranOn.SetResult(Environment.CurrentManagedThreadId));

        var canceller = new Thread(leaving.Cancel);
        canceller.Start();

        Assert.NotEqual(canceller.ManagedThreadId, await ranOn.Task.WaitAsync(Patience, Ct));
        canceller.Join();
        running.Succeed();
        await first;
    }

    [Fact]
    public async Task GetAsync_CancelledAfterItsResult_KeepsTheResult()
    {
        Batcher<int, string, string> batcher = Make();
        using var late = new CancellationTokenSource();
        ValueTask<string> call = batcher.GetAsync(0, "a", late.Token);
        (await Bulk.NextAsync()).Succeed();
        Assert.Equal("a!", await call);

        await late.CancelAsync();

        Task<string> next = batcher.GetAsync(0, "b", Ct).AsTask();
        (await Bulk.NextAsync()).Succeed();
        Assert.Equal("b!", await next);
    }

    [SuppressMessage("Reliability", "CA2012", Justification = "Only its end is looked at.")]
    private static void OnCompleted(ValueTask<string> call, Action then)
        => call.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(then);

    [SuppressMessage("Reliability", "CA2012", Justification = "The mistake is the test.")]
    private static async Task AwaitAgainAsync(ValueTask<string> call) => await call;
}
