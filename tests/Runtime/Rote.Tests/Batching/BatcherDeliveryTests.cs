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

    /// <summary>A thread takes some calls of a batch at a time: one that blocks must not hold up those it has taken.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(33, 0)]
    [InlineData(33, 32)]
    [InlineData(100, 0)]
    [InlineData(100, 40)]
    [InlineData(100, 99)]
    public async Task GetAsync_OneContinuationOfManyBlocks_AllOthersGoOn(int count, int blocking)
    {
        Batcher<int, string, string> batcher = Make();
        Task<string> first = batcher.GetAsync(0, "x", Ct).AsTask();
        BulkCall running = await Bulk.NextAsync();
        using var released = new ManualResetEventSlim();
        var others = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        int left = count - 1;
        for (int i = 0; i < count; i++)
        {
            Action then = i == blocking ? () => blocked.SetResult(released.Wait(Patience, Ct)) : GoOn;
            OnCompleted(batcher.GetAsync(0, $"{i}", Ct), then);
        }

        running.Succeed();
        (await Bulk.NextAsync()).Succeed();
        await others.Task.WaitAsync(Patience, Ct);
        released.Set();

        Assert.True(await blocked.Task.WaitAsync(Patience, Ct));
        await first;

        void GoOn()
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                others.SetResult();
            }
        }
    }

    /// <summary>The bulk method's list is its own again as soon as it has ended, though callers have not yet read it.</summary>
    [Theory]
    [InlineData("array")]
    [InlineData("list")]
    [InlineData("segment")]
    public async Task GetAsync_BulkMethodFillsOneListAgainAndAgain_EveryCallerGetsItsOwn(string kind)
    {
        const int Size = 8;
        const int Callers = 50;
        const int Rounds = 100;
        string[][] arrays = [.. Enumerable.Range(0, Size + 1).Select(length => new string[length])];
        List<string> list = [];
        var segment = new string[Size];
        Batcher<int, string, string> batcher = Make(
            async (_, items, _) =>
            {
                await Task.Yield();
                items.CopyTo(arrays[items.Length], 0);
                list.Clear();
                list.AddRange(items);
                items.CopyTo(segment, 0);
                return kind switch
                {
                    "array" => arrays[items.Length],
                    "list" => list,
                    _ => new ArraySegment<string>(segment, 0, items.Length),
                };
            },
            policy => policy with { MaxBatchSize = Size, MaxConcurrentBatches = 1 });

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    string item = $"{caller}/{round}";
                    Assert.Equal(item, await batcher.GetAsync(0, item, Ct));
                }
            },
            Ct)));
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
