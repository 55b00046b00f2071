using Rote.Buffering;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Buffering;

/// <summary>Metrics that throw lose no write, and leave no caller waiting.</summary>
[Collection("Telemetry")]
public sealed class WriteBehindObserverTests : BufferTestBase
{
    [Fact]
    public async Task Writes_ListenerThrows_AreDeliveredOrFailAsTheStoreSays()
    {
        using var meter = new ThrowingMeter();
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 2 });
        Store.AnswerAll(call => call.Partition == 1 ? new IOException("down") : null);

        Task[] delivered = AddAll(buffer, 0, ["a", "b"]);
        Task[] failed = AddAll(buffer, 1, ["c", "d"]);

        await Task.WhenAll(delivered).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        foreach (Task write in failed)
        {
            await Assert.ThrowsAsync<IOException>(() => write.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        }

        Assert.Equal((2, 2, 0), (buffer.Statistics.Delivered, buffer.Statistics.Returned, buffer.Statistics.Pending));
        Assert.True(meter.Thrown > 0);
    }

    [Fact]
    public async Task Aggregates_ListenerThrows_AreDeliveredAndFreeTheirRoom()
    {
        using var meter = new ThrowingMeter();
        int stored = 0;
        await using var aggregator = new SampleAggregator<string>(
            new AggregationPolicy { Operation = "Observed", MaxBuckets = 1, MaxAttempts = 1 },
            (aggregates, _) =>
            {
                stored += aggregates.Count;
                return ValueTask.CompletedTask;
            },
            new SampleAggregatorOptions<string> { TimeProvider = Time });

        for (int i = 0; i < 3; i++)
        {
            await aggregator.AddAsync($"s{i}", Time.GetUtcNow(), i, Ct);
            await aggregator.FlushAsync(Ct);
        }

        Assert.Equal(3, stored);
        Assert.Equal(3, aggregator.Statistics.DeliveredSamples);
        Assert.True(meter.Thrown > 0);
    }
}
