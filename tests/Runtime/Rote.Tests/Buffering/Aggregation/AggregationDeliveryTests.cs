using Rote.Buffering;
using Rote.Tests.Caching.Levels;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Buffering.Aggregation;

public sealed class AggregationDeliveryTests : AggregatorTestBase
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>The guides logged a failed batch and dropped it.</summary>
    [Fact]
    public async Task Tick_StoreFails_KeepsTheAggregatesAndTriesAgain()
    {
        int failures = 2;
        Store.Before = _ => failures-- > 0 ? throw new IOException("down") : ValueTask.CompletedTask;
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Minutes(15.5);
        Assert.Empty(Store.Calls);
        Assert.Equal((0, 1), (aggregator.Statistics.OpenBuckets, aggregator.Statistics.PendingAggregates));
        Minutes(0.5);

        Assert.Equal(1, Store.All.Single().Count);
        Assert.Empty(Lost);
    }

    [Fact]
    public async Task Tick_StoreFailsForEver_GivesUpAfterSoManyAttemptsAndReports()
    {
        int calls = 0;
        Store.Before = _ =>
        {
            calls++;
            throw new IOException("down");
        };
        await using SampleAggregator<string> aggregator = Make(policy => policy with { MaxAttempts = 3 });
        await aggregator.AddAsync("s", At(1), 1, Ct);
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Minutes(60);

        Assert.Equal(3, calls);
        LostAggregates<string> lost = Assert.Single(Lost);
        Assert.IsType<IOException>(lost.Error);
        Assert.Equal(2, lost.Aggregates.Single().Count);
        Assert.Equal(2, aggregator.Statistics.LostSamples);
        Assert.Equal(2, aggregator.Statistics.AcceptedSamples);
    }

    [Fact]
    public async Task OnLost_AndTheLogThrow_DoNotStopTheAggregator()
    {
        using var log = new ThrowingLog();
        Store.Before = _ => throw new IOException("down");
        await using SampleAggregator<string> aggregator = Make(
            policy => policy with { MaxAttempts = 2 },
            options =>
            {
                options.OnLost = _ => throw new InvalidOperationException();
                options.LoggerFactory = log;
            });
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Minutes(17);
        Assert.Equal(1, aggregator.Statistics.LostSamples);
        Assert.Equal(3, log.Lines);

        Store.Before = null;
        await aggregator.AddAsync("s", At(16), 1, Ct);
        Minutes(20);
        Assert.Single(Store.All);
    }

    [Fact]
    public async Task Delivery_ManySeries_IsSplitAndHandedOverWithoutTheContextOfTheCaller()
    {
        string? seen = "nothing";
        Store.Before = _ =>
        {
            seen = Ambient.Value;
            return ValueTask.CompletedTask;
        };
        Ambient.Value = "request";
        await using SampleAggregator<string> aggregator = Make(policy => policy with { MaxBatchSize = 10 });
        for (int i = 0; i < 25; i++)
        {
            await aggregator.AddAsync($"s{i}", At(1), 1, Ct);
        }

        await aggregator.FlushAsync(Ct);

        Assert.Equal([10, 10, 5], Store.Calls.Select(call => call.Length));
        Assert.Equal(25, Store.All.Select(aggregate => aggregate.Series).Distinct().Count());
        Assert.Null(seen);
    }

    /// <summary>InfluxData.Net#74: a flush that can be awaited, and says when it failed.</summary>
    [Fact]
    public async Task FlushAsync_StoreFails_ThrowsAndTheNextFlushDelivers()
    {
        Store.Before = _ => throw new IOException("down");
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 1, Ct);
        await Assert.ThrowsAsync<IOException>(() => aggregator.FlushAsync(Ct));
        Store.Before = null;
        await aggregator.FlushAsync(Ct);

        Assert.Equal(1, aggregator.Statistics.DeliveredSamples);
    }

    [Fact]
    public async Task FlushAsync_WhileADeliveryHangs_WaitsItsTurnAndMayBeLeft()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.Before = _ => new ValueTask(gate.Task);
        await using SampleAggregator<string> aggregator = Make();
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Task first = aggregator.FlushAsync(Ct);
        await aggregator.AddAsync("s", At(2), 1, Ct);
        using var leaving = new CancellationTokenSource();
        Task second = aggregator.FlushAsync(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        gate.SetResult();
        await first;
        Assert.Equal((1, 1), (aggregator.Statistics.DeliveredSamples, aggregator.Statistics.OpenSamples));
    }

    [Fact]
    public async Task DisposeAsync_StoreHangs_EndsAtTheDeadlineAndReportsEverything()
    {
        CancellationToken seen = default;
        var gate = new TaskCompletionSource();
        Store.Before = token =>
        {
            seen = token;
            return new ValueTask(gate.Task);
        };
        SampleAggregator<string> aggregator = Make(configure: options => options.DrainTimeout = TimeSpan.FromSeconds(5));
        await aggregator.AddAsync("s", At(1), 1, Ct);
        Task flush = aggregator.FlushAsync(Ct);
        Task another = aggregator.FlushAsync(Ct);
        await aggregator.AddAsync("t", At(1), 1, Ct);
        Task disposal = aggregator.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(disposal.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.2));
        await disposal;

        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(2, Lost.Sum(lost => lost.Aggregates.Count));
        Assert.Equal((0, 2), (aggregator.Statistics.DeliveredSamples, aggregator.Statistics.LostSamples));

        // Disposal has given up, and so do flushes: the one on its way and the one behind it.
        await Assert.ThrowsAsync<ObjectDisposedException>(() => flush);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => another);

        // The call comes back after all: it changes no count.
        gate.SetResult();
        Assert.Equal((0, 2), (aggregator.Statistics.DeliveredSamples, aggregator.Statistics.LostSamples));
    }

    [Fact]
    public async Task DisposeAsync_StoreFailsAndNobodyIsTold_Throws()
    {
        Store.Before = _ => throw new IOException("down");
        SampleAggregator<string> aggregator = Make(configure: options => options.OnLost = null);
        await aggregator.AddAsync("s", At(1), 1, Ct);

        var error = await Assert.ThrowsAsync<RoteDrainException>(async () => await aggregator.DisposeAsync());
        Assert.Equal(1, error.UndeliveredItems);
        Assert.Contains("IMetrics.RecordAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_AtTheBound_SealsTheOldestEarlyAndLosesNothing()
    {
        await using SampleAggregator<string> aggregator = Make(policy => policy with { MaxBuckets = 16 });
        for (int i = 0; i < 100; i++)
        {
            await aggregator.AddAsync($"s{i}", At(i % 10), 1, Ct);
            AggregationStatistics now = aggregator.Statistics;
            Assert.True(now.OpenBuckets + now.PendingAggregates <= 16);
        }

        Assert.True(Store.All.Length >= 84);
        Assert.All(Store.All, aggregate => Assert.True(aggregate.IsPartial));
        await aggregator.FlushAsync(Ct);
        Assert.Equal(100, aggregator.Statistics.DeliveredSamples);
    }

    /// <summary>dotnetcore/CAP#935: memory that grew while the store was down.</summary>
    [Fact]
    public async Task AddAsync_AtTheBoundAndStoreDown_WaitsForRoomAndMayBeLeft()
    {
        Store.Before = _ => throw new IOException("down");
        await using SampleAggregator<string> aggregator = Make(policy => policy with { MaxBuckets = 2, MaxAttempts = 2 });
        await aggregator.AddAsync("a", At(1), 1, Ct);
        await aggregator.AddAsync("b", At(1), 1, Ct);
        Task waiting = aggregator.AddAsync("c", At(1), 1, Ct).AsTask();
        using var leaving = new CancellationTokenSource();
        Task left = aggregator.AddAsync("d", At(1), 1, leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.False(waiting.IsCompleted);

        Minutes(1);
        await waiting;
        Store.Before = null;
        await aggregator.FlushAsync(Ct);
        AggregationStatistics end = aggregator.Statistics;
        Assert.Equal(end.AcceptedSamples, end.DeliveredSamples + end.LostSamples);
        Assert.Equal(end.LostSamples, Lost.Sum(lost => lost.Aggregates.Sum(aggregate => aggregate.Count)));
    }

    [Fact]
    public async Task DisposeAsync_CallersWaitForRoom_AreRefused()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.Before = _ => new ValueTask(gate.Task);
        SampleAggregator<string> aggregator = Make(policy => policy with { MaxBuckets = 1 });
        await aggregator.AddAsync("a", At(1), 1, Ct);
        Task[] waiting = [.. Enumerable.Range(0, 100).Select(i => aggregator.AddAsync($"w{i}", At(1), 1, Ct).AsTask())];
        Task disposal = aggregator.DisposeAsync().AsTask();
        foreach (Task caller in waiting)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => caller);
        }

        gate.SetResult();
        await disposal;
        Assert.Equal(1, aggregator.Statistics.DeliveredSamples);
    }

    [Collection("Telemetry")]
    public sealed class Telemetry : AggregatorTestBase
    {
        [Fact]
        public async Task Samples_Listened_AreCountedByOutcome()
        {
            using var metrics = new RecordingMeter();
            await using SampleAggregator<string> aggregator = Make(policy => policy with
            {
                Operation = "counted",
                NonFinite = NonFiniteSamples.Count,
            });
            await aggregator.AddAsync("s", At(1), 1, Ct);
            await aggregator.AddAsync("s", At(1), double.NaN, Ct);
            await aggregator.FlushAsync(Ct);

            Assert.Equal(
                [("non_finite", 1), ("delivered", 1)],
                metrics.Of("aggregation.samples", "db.operation.name", "counted")
                    .Select(sample => ((string)sample.Tags["aggregation.sample.outcome"]!, (int)sample.Value)));
            Assert.Equal(1, Assert.Single(metrics.Of("db.operation.batch.size", "db.operation.name", "counted")).Value);
        }
    }
}
