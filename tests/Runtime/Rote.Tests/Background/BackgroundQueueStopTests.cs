using System.Collections.Concurrent;
using Rote.Background;
using Rote.Testing;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Background;

public sealed class BackgroundQueueStopTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The guides' queue, Namotion.Interceptor#462 and serilog#2173: stop dropped what was queued.</summary>
    [Fact]
    public async Task StopAsync_ItemsQueued_AreProcessedBeforeItEnds()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 2);
        await EnqueueAsync(queue, 10);
        Task<BackgroundQueueRemainder<int>> stop = queue.StopAsync(TimeSpan.FromSeconds(5), Ct);
        Assert.False(stop.IsCompleted);
        for (int i = 0; i < 10; i++)
        {
            probe.Finish(i);
        }

        Assert.True((await stop).IsEmpty);
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 10, 0, 0), queue.Statistics);
    }

    [Fact]
    public async Task StopAsync_TimeIsUp_CancelsHandlersAndReturnsTheRestInOrder()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 2);
        await EnqueueAsync(queue, 6);
        await Signals.Until(() => probe.Begun.Length == 2);
        Task<BackgroundQueueRemainder<int>> stop = queue.StopAsync(TimeSpan.FromSeconds(5), Ct);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(stop.IsCompleted);
        Assert.False(probe.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(0.2));

        BackgroundQueueRemainder<int> remainder = await stop;
        Assert.Equal([2, 3, 4, 5], remainder.NotStarted);
        Assert.Equal([0, 1], remainder.Interrupted.Order());
        Assert.Equal(6, remainder.Count);
        Assert.True(probe.Token.IsCancellationRequested);
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 0, 0, 6), queue.Statistics);
    }

    [Fact]
    public async Task StopAsync_HandlersIgnoreTheirCancellation_GivesThemUpAfterAFurtherTime()
    {
        var probe = new HandlerProbe { HeedsCancellation = false };
        BackgroundQueue<int> queue = Make(probe, workers: 1);
        await EnqueueAsync(queue, 2);
        await Signals.Until(() => probe.Begun.Length == 1);
        Task<BackgroundQueueRemainder<int>> stop = queue.StopAsync(TimeSpan.Zero, Ct);
        await Signals.Until(() => _time.ArmedTimers == 1);
        Assert.False(stop.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        BackgroundQueueRemainder<int> remainder = await stop;
        Assert.Equal([1], remainder.NotStarted);
        Assert.Equal([0], remainder.Interrupted);
        probe.Finish(0);
        for (int i = 0; i < 100; i++)
        {
            await Task.Yield();
            Assert.Equal(new BackgroundQueueStatistics(0, 0, 0, 0, 2), queue.Statistics);
        }
    }

    [Fact]
    public async Task StopAsync_HandlerEndsWellAfterItsCancellation_CountsAsProcessed()
    {
        var probe = new HandlerProbe { HeedsCancellation = false };
        BackgroundQueue<int> queue = Make(probe, workers: 1);
        await EnqueueAsync(queue, 2);
        await Signals.Until(() => probe.Begun.Length == 1);
        Task<BackgroundQueueRemainder<int>> stop = queue.StopAsync(TimeSpan.Zero, Ct);
        await Signals.Until(() => probe.Token.IsCancellationRequested);
        probe.Finish(0);

        BackgroundQueueRemainder<int> remainder = await stop;
        Assert.Equal([1], remainder.NotStarted);
        Assert.Empty(remainder.Interrupted);
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 1, 0, 1), queue.Statistics);
    }

    [Fact]
    public async Task StopAsync_TokenCancelled_EndsTheDrainAndNotTheStop()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 1);
        await EnqueueAsync(queue, 3);
        await Signals.Until(() => probe.Begun.Length == 1);
        using var host = new CancellationTokenSource();
        Task<BackgroundQueueRemainder<int>> stop = queue.StopAsync(Timeout.InfiniteTimeSpan, host.Token);
        Assert.False(stop.IsCompleted);
        await host.CancelAsync();

        Assert.Equal(3, (await stop).Count);
    }

    /// <summary>clickhouse-cs#560: disposal ignored those who waited.</summary>
    [Fact]
    public async Task DisposeAsync_CallersWaitForRoom_AreRefusedAtOnce()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 1, capacity: 1);
        await EnqueueAsync(queue, 1);
        await Signals.Until(() => probe.Begun.Length == 1);
        await queue.EnqueueAsync(1, Ct);
        Task[] waiting = [.. Enumerable.Range(2, 100).Select(i => queue.EnqueueAsync(i, Ct).AsTask())];
        Task disposal = queue.DisposeAsync().AsTask();

        foreach (Task caller in waiting)
        {
            var error = await Assert.ThrowsAsync<BackgroundQueueStoppedException>(() => caller);
            Assert.Contains("'tested'", error.Message, StringComparison.Ordinal);
        }

        Assert.False(disposal.IsCompleted);
        probe.Finish(0);
        probe.Finish(1);
        await disposal;
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 2, 0, 0), queue.Statistics);
    }

    [Fact]
    public async Task EnqueueAsync_AfterStop_IsRefusedWithATypedException()
    {
        BackgroundQueue<int> queue = Make(new HandlerProbe(), workers: 1);
        await queue.StopAsync(TimeSpan.Zero, Ct);

        await Assert.ThrowsAsync<BackgroundQueueStoppedException>(async () => await queue.EnqueueAsync(0, Ct));
        Assert.Throws<BackgroundQueueStoppedException>(() => queue.TryEnqueue(0));
        Assert.Equal(default, queue.Statistics);
    }

    [Fact]
    public async Task StopAsync_Twice_HasOneOutcome()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 1);
        await EnqueueAsync(queue, 2);
        Task<BackgroundQueueRemainder<int>> first = queue.StopAsync(TimeSpan.Zero, Ct);
        Task<BackgroundQueueRemainder<int>> second = queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);

        Assert.Same(await first, await second);
        await queue.DisposeAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => queue.StopAsync(TimeSpan.FromDays(-1), Ct));
    }

    /// <summary>serilog-sinks-periodicbatching#21: disposal hung on a sink that fails.</summary>
    [Fact]
    public async Task DisposeAsync_EveryItemFails_Ends()
    {
        var queue = new BackgroundQueue<int>(static (_, _) => throw new IOException("down"));
        await EnqueueAsync(queue, 500);
        await queue.DisposeAsync();

        Assert.Equal(new BackgroundQueueStatistics(0, 0, 0, 500, 0), queue.Statistics);
    }

    [Fact]
    public async Task DisposeAsync_ItemsAreLeftAndNobodyIsTold_Throws()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 1, drain: TimeSpan.Zero);
        await EnqueueAsync(queue, 3);

        var error = await Assert.ThrowsAsync<RoteDrainException>(async () => await queue.DisposeAsync());
        Assert.Equal(3, error.UndeliveredItems);
        Assert.Contains("'tested'", error.Message, StringComparison.Ordinal);
        await queue.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_ItemsAreLeftAndTheCallbackIsTold_DoesNotThrow()
    {
        var probe = new HandlerProbe();
        ConcurrentQueue<BackgroundQueueRemainder<int>> told = [];
        BackgroundQueue<int> queue = Make(probe, workers: 1, drain: TimeSpan.Zero, onReturned: told.Enqueue);
        await EnqueueAsync(queue, 3);
        await queue.DisposeAsync();

        BackgroundQueueRemainder<int> left = Assert.Single(told);
        Assert.Equal([0, 1, 2], left.Interrupted.Concat(left.NotStarted));
    }

    [Fact]
    public async Task Dispose_DoesNotWaitAndProcessesWhatIsAccepted()
    {
        var probe = new HandlerProbe();
        BackgroundQueue<int> queue = Make(probe, workers: 1);
        await EnqueueAsync(queue, 2);
        queue.Dispose();
        Assert.Throws<BackgroundQueueStoppedException>(() => queue.TryEnqueue(2));
        probe.Finish(0);
        probe.Finish(1);

        await Signals.Until(() => queue.Statistics.Processed == 2);
    }

    /// <summary>Accepted = processed + failed + returned, per item, whenever the stop comes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task StopAsync_UnderLoad_ConservesEveryItem(int seed)
    {
        for (int round = 0; round < 30; round++)
        {
            await RunUnderLoadAsync(new Random((seed * 1_000) + round));
        }
    }

    private static async Task RunUnderLoadAsync(Random random)
    {
        ConcurrentQueue<int> accepted = [];
        ConcurrentQueue<int> processed = [];
        ConcurrentQueue<int> failed = [];
        int stopAfter = random.Next(200);
        var queue = new BackgroundQueue<int>(
            async (item, cancellationToken) =>
            {
                if (item % 3 == 0)
                {
                    await Task.Yield();
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (item % 7 == 0)
                {
                    throw new FormatException();
                }

                processed.Enqueue(item);
            },
            new BackgroundQueueOptions<int>
            {
                Workers = random.Next(1, 5),
                Capacity = random.Next(1, 20),
                OnFailed = (item, _) => failed.Enqueue(item),
            });
        Task[] producers = [.. Enumerable.Range(0, 4)
            .Select(producer => Task.Run(() => ProduceAsync(queue, producer, accepted), Ct))];
        await Signals.Until(() => accepted.Count >= stopAfter);
        BackgroundQueueRemainder<int> remainder = await queue.StopAsync(
            random.Next(2) == 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Ct);
        await Task.WhenAll(producers);

        IEnumerable<int> ends = processed.Concat(failed).Concat(remainder.NotStarted).Concat(remainder.Interrupted);
        Assert.Equal(accepted.Order(), ends.Order());
        BackgroundQueueStatistics statistics = queue.Statistics;
        Assert.Equal(
            (accepted.Count, processed.Count, failed.Count, remainder.Count),
            (statistics.Accepted, statistics.Processed, statistics.Failed, statistics.Returned));
    }

    private static async Task ProduceAsync(BackgroundQueue<int> queue, int producer, ConcurrentQueue<int> accepted)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                int item = (producer * 1_000_000) + i;
                if (i % 2 == 0)
                {
                    await queue.EnqueueAsync(item, Ct);
                }
                else if (!queue.TryEnqueue(item))
                {
                    await Task.Yield();
                    continue;
                }

                accepted.Enqueue(item);
            }
        }
        catch (BackgroundQueueStoppedException)
        {
            // The test has stopped the queue: what this producer had accepted is in the list.
        }
    }

    private static async Task EnqueueAsync(BackgroundQueue<int> queue, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }
    }

    private BackgroundQueue<int> Make(
        HandlerProbe probe,
        int workers,
        int capacity = 100,
        TimeSpan? drain = null,
        Action<BackgroundQueueRemainder<int>>? onReturned = null)
        => new(probe.HandleAsync, new BackgroundQueueOptions<int>
        {
            Name = "tested",
            Workers = workers,
            Capacity = capacity,
            DrainTimeout = drain ?? TimeSpan.FromSeconds(25),
            OnReturned = onReturned,
            TimeProvider = _time,
        });
}
