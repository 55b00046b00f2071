using Rote.Buffering;

namespace Rote.Tests.Buffering.Aggregation;

/// <summary>Real threads: accepted = delivered + reported lost, per series, whenever disposal comes.</summary>
public sealed class AggregationStressTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task DisposeAsync_UnderConcurrentAddsAndFailures_ConservesEverySample(int seed)
    {
        for (int round = 0; round < 10; round++)
        {
            await RunAsync(new Random((seed * 1_000) + round));
        }
    }

    private static async Task RunAsync(Random random)
    {
        var counts = new long[8];
        int calls = 0;
        var failEvery = random.Next(2, 6);
        var store = new AggregateStore
        {
            Before = async _ =>
            {
                await Task.Yield();
                if (Interlocked.Increment(ref calls) % failEvery == 0)
                {
                    throw new IOException("down");
                }
            },
        };
        List<LostAggregates<string>> lost = [];
        var aggregator = new SampleAggregator<string>(
            new AggregationPolicy
            {
                Operation = "stress",
                BucketLength = TimeSpan.FromMilliseconds(random.Next(1, 5)),
                AllowedLateness = TimeSpan.Zero,
                FlushInterval = TimeSpan.FromMilliseconds(1),
                MaxBuckets = random.Next(4, 30),
                MaxAttempts = random.Next(1, 4),
            },
            store.StoreAsync,
            new SampleAggregatorOptions<string> { OnLost = lost.Add });
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int limit = random.Next(1, 300);
        Task[] adders = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => AddAsync(aggregator, counts, limit, enough), Ct))];
        await enough.Task;
        await aggregator.DisposeAsync();
        await Task.WhenAll(adders);

        var ends = store.All.Concat(lost.SelectMany(static lost => lost.Aggregates))
            .ToLookup(static aggregate => aggregate.Series);
        for (int i = 0; i < counts.Length; i++)
        {
            Assert.Equal(counts[i], ends[$"s{i}"].Sum(static aggregate => aggregate.Count));
            Assert.Equal(counts[i], ends[$"s{i}"].Sum(static aggregate => aggregate.Sum));
        }

        AggregationStatistics statistics = aggregator.Statistics;
        Assert.Equal(counts.Sum(), statistics.DeliveredSamples + statistics.LostSamples);
        Assert.Equal(counts.Sum(), statistics.AcceptedSamples);
    }

    private static async Task AddAsync(
        SampleAggregator<string> aggregator, long[] counts, int limit, TaskCompletionSource enough)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                int series = i % counts.Length;
                await aggregator.AddAsync($"s{series}", TimeProvider.System.GetUtcNow(), 1, Ct);
                if (Interlocked.Increment(ref counts[series]) >= limit)
                {
                    enough.TrySetResult();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The test has disposed of the aggregator: what was accepted before is counted.
        }
    }
}
