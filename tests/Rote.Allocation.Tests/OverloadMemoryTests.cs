using Rote.Batching;
using Rote.Buffering;
using Rote.Generated;

namespace Rote.Allocation.Tests;

/// <summary>
/// A hundred times as many calls as a buffer may hold: what it holds stays within its bound, in bytes. Callers that wait cost
/// their own await, and nothing once they have left.
/// </summary>
[Collection("Alone")]
public sealed class OverloadMemoryTests
{
    private const int Capacity = 200;
    private const int Calls = 100 * Capacity;
    private const int ItemBytes = 1_024;

    /// <summary>Of an item that is held, beside itself, and of a caller that waits.</summary>
    private const int BytesAround = 1_024;

    /// <summary>Tables keep the size that they had once: a reference or two for each call.</summary>
    private const long BytesOfTables = 24 * Calls;

    private const long Slack = 256 * 1_024;
    private const int MostLooks = 100;

    private readonly Task?[] _calls = new Task?[Calls];

    [Theory]
    [InlineData(WriteAcknowledgement.OnEnqueue)]
    [InlineData(WriteAcknowledgement.OnFlush)]
    public Task WriteBehind_AHundredTimesItsBound_HoldsNoMoreBytes(WriteAcknowledgement acknowledge)
        => CheckAsync((context, store) =>
        {
            WriteBehindBuffer<NoGroup, byte[]> buffer = context.WriteBehind<NoGroup, byte[]>(
                new WriteBehindPolicy
                {
                    Operation = "Write",
                    MaxPending = Capacity,
                    FlushSize = Capacity / 2,
                    MaxConcurrentCommits = 1,
                    Acknowledge = acknowledge,
                    CommitTimeout = Timeout.InfiniteTimeSpan,
                },
                async (_, _, _) => await store);
            return (item, token) => buffer.AddAsync(default, item, priority: false, token).AsTask();
        });

    [Fact]
    public Task WriteBatcher_AHundredTimesItsBound_HoldsNoMoreBytes() => CheckAsync((context, store) =>
    {
        WriteBatcher<NoGroup, byte[]> batcher = context.BatchWrites<NoGroup, byte[]>(
            new BatchPolicy { Operation = "Write", MaxBatchSize = Capacity / 2, MaxConcurrentBatches = 1 },
            async (_, _, _) => await store);
        return (item, token) => batcher.AddAsync(default, item, token).AsTask();
    });

    [Fact]
    public Task Batcher_AHundredTimesItsBound_HoldsNoMoreBytes() => CheckAsync((context, store) =>
    {
        Batcher<NoGroup, byte[], byte[]> batcher = context.Batch<NoGroup, byte[], byte[]>(
            new BatchPolicy { Operation = "Read", MaxBatchSize = Capacity / 2, MaxConcurrentBatches = 1 },
            async (_, items, _) =>
            {
                await store;
                return items;
            });
        return (item, token) => batcher.GetAsync(default, item, token).AsTask();
    });

    private async Task CheckAsync(Func<DecoratorContext, Task, Func<byte[], CancellationToken, Task>> make)
    {
        // Once for what is made at first use.
        await OverloadAsync(make, isMeasured: false);
        await OverloadAsync(make, isMeasured: true);
    }

    private async Task OverloadAsync(
        Func<DecoratorContext, Task, Func<byte[], CancellationToken, Task>> make, bool isMeasured)
    {
        var store = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = new DecoratorContext("ITest", new RoteOptions { MaxPendingBatchItems = Capacity });
        Func<byte[], CancellationToken, Task> call = make(context, store.Task);
        using var leaving = new CancellationTokenSource();
        long before = Live();

        // One travels, so many wait in the buffer, and the others for room.
        const int Held = Capacity + 1;
        for (int i = 0; i < Calls; i++)
        {
            _calls[i] = call(new byte[ItemBytes], i < Held ? CancellationToken.None : leaving.Token);
        }

        const long Bound = Held * (ItemBytes + BytesAround) + BytesOfTables + Slack;
        await HoldsAsync(before, Bound + ((Calls - Held) * (long)(ItemBytes + BytesAround)), isMeasured);

        await leaving.CancelAsync();
        await EndAsync(Held);
        await HoldsAsync(before, Bound, isMeasured);

        store.SetResult();
        await EndAsync(0);
        await HoldsAsync(before, BytesOfTables + Slack, isMeasured);
        await context.DisposeAsync();
    }

    private async Task EndAsync(int from)
    {
        for (int i = from; i < Calls; i++)
        {
            if (_calls[i] is { } call)
            {
                await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _calls[i] = null;
            }
        }
    }

    /// <summary>A thread of the pool may still have what it was doing in hand: a few looks.</summary>
    private static async Task HoldsAsync(long before, long bound, bool isMeasured)
    {
        long held = Live() - before;
        for (int looks = 1; held > bound && looks < MostLooks; looks++)
        {
            await Task.Yield();
            held = Live() - before;
        }

        Assert.True(!isMeasured || held <= bound, $"{held} bytes are held, where {bound} are allowed.");
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
