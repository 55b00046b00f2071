using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

/// <summary>Many threads over one batcher: every call gets its own answer or its own cancellation.</summary>
public sealed class BatcherStressTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetAsync_ManyThreadsWithCancellation_EveryCallGetsItsOwnAnswer(bool yields)
    {
        int mixed = 0;
        await using var context = new DecoratorContext("ITest", new RoteOptions { MaxPendingBatchItems = 50 });
        Batcher<int, long, string> batcher = context.Batch<int, long, string>(
            new BatchPolicy
            {
                Operation = "Get",
                MaxBatchSize = 16,
                MaxConcurrentBatches = 3,
                MaxDelay = TimeSpan.FromMilliseconds(1),
            },
            async (group, items, _) =>
            {
                if (yields)
                {
                    await Task.Yield();
                }

                if (items.Length is 0 or > 16 || items.Distinct().Count() != items.Length)
                {
                    Interlocked.Increment(ref mixed);
                }

                return [.. items.Select(item => $"{group}/{item}")];
            });

        await Task.WhenAll(Enumerable.Range(0, 64).Select(agent => Task.Run(() => AgentAsync(new Random(agent)))));

        // Bulk calls that everybody left may still be on their way.
        await context.DisposeAsync();
        Assert.Equal(0, mixed);
        Assert.Equal(0, batcher.Held);

        async Task AgentAsync(Random random)
        {
            for (int i = 0; i < 500; i++)
            {
                int group = random.Next(3);
                long item = random.Next(40);
                using var leaving = new CancellationTokenSource();
                ValueTask<string> call = batcher.GetAsync(group, item, leaving.Token);
                if (random.Next(4) == 0)
                {
                    await leaving.CancelAsync();
                }

                try
                {
                    Assert.Equal($"{group}/{item}", await call);
                }
                catch (OperationCanceledException left)
                {
                    Assert.Equal(leaving.Token, left.CancellationToken);
                }
            }
        }
    }

    [Fact]
    public async Task AddAsync_DisposedAmidTheRun_AcceptedIsDelivered()
    {
        int delivered = 0;
        var context = new DecoratorContext("ITest", null);
        WriteBatcher<NoGroup, int> batcher = context.BatchWrites<NoGroup, int>(
            new BatchPolicy { Operation = "Add", MaxBatchSize = 8, MaxConcurrentBatches = 2 },
            async (_, items, _) =>
            {
                await Task.Yield();
                Interlocked.Add(ref delivered, items.Length);
            });
        int accepted = 0;
        int refused = 0;
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task agents = Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(AgentAsync)));

        await halfway.Task;
        await context.DisposeAsync();
        int afterDisposal = Volatile.Read(ref delivered);
        await agents;

        Assert.Equal(accepted, delivered);
        Assert.Equal(afterDisposal, delivered);
        Assert.Equal(32 * 500, accepted + refused);
        Assert.Equal(0, batcher.Held);

        async Task AgentAsync()
        {
            for (int i = 0; i < 500; i++)
            {
                try
                {
                    await batcher.AddAsync(default, i, CancellationToken.None);
                    if (Interlocked.Increment(ref accepted) == 4000)
                    {
                        halfway.TrySetResult();
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }
}
