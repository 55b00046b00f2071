using System.Collections.Concurrent;
using Rote.Background;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Background;

public sealed class BackgroundQueueTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    private readonly HandlerProbe _probe = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnqueueAsync_OneWorker_ProcessesInOrder()
    {
        ConcurrentQueue<int> seen = [];
        await using var queue = new BackgroundQueue<int>(
            (item, _) =>
            {
                seen.Enqueue(item);
                return ValueTask.CompletedTask;
            },
            new BackgroundQueueOptions<int> { Workers = 1, Capacity = 4 });

        for (int i = 0; i < 100; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        Assert.True((await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct)).IsEmpty);
        Assert.Equal(Enumerable.Range(0, 100), seen);
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 100, 0, 0), queue.Statistics);
    }

    [Fact]
    public async Task EnqueueAsync_SeveralWorkers_RunAsManyHandlersAndNoMore()
    {
        await using BackgroundQueue<int> queue = Make(new BackgroundQueueOptions<int> { Workers = 3 });
        for (int i = 0; i < 10; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        await Signals.Until(() => _probe.Begun.Length == 3);
        Assert.Equal(new BackgroundQueueStatistics(7, 3, 0, 0, 0), queue.Statistics);
        FinishAll(10);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);

        Assert.Equal(3, _probe.Peak);
        Assert.Equal(10, queue.Statistics.Processed);
    }

    /// <summary>The guides' queue: a failing task killed its worker.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_Throws_FailsItsItemAloneAndTheWorkerGoesOn(bool synchronously)
    {
        ConcurrentQueue<(int Item, string Error)> told = [];
        await using var queue = new BackgroundQueue<int>(
            (item, _) => item % 2 == 1
                ? ValueTask.CompletedTask
                : synchronously ? throw new FormatException($"e{item}") : FailLaterAsync(item),
            new BackgroundQueueOptions<int> { Workers = 1, OnFailed = (item, error) => told.Enqueue((item, error.Message)) });
        for (int i = 0; i < 6; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        Assert.True((await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct)).IsEmpty);
        Assert.Equal([(0, "e0"), (2, "e2"), (4, "e4")], told);
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 3, 3, 0), queue.Statistics);
    }

    [Fact]
    public async Task Handler_CancelsByItself_IsAFailureAndNotAStop()
    {
        ConcurrentQueue<Exception> told = [];
        await using var queue = new BackgroundQueue<int>(
            (item, _) => item == 0 ? throw new OperationCanceledException() : ValueTask.CompletedTask,
            new BackgroundQueueOptions<int> { Workers = 1, OnFailed = (_, error) => told.Enqueue(error) });
        await queue.EnqueueAsync(0, Ct);
        await queue.EnqueueAsync(1, Ct);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);

        Assert.IsType<OperationCanceledException>(Assert.Single(told));
        Assert.Equal(new BackgroundQueueStatistics(0, 0, 1, 1, 0), queue.Statistics);
    }

    [Fact]
    public async Task OnFailed_AndTheLogThrow_DoNotStopTheWorker()
    {
        using var log = new ThrowingLog();
        await using var queue = new BackgroundQueue<int>(
            (item, _) => item == 0 ? throw new FormatException() : ValueTask.CompletedTask,
            new BackgroundQueueOptions<int>
            {
                Workers = 1,
                OnFailed = static (_, _) => throw new InvalidOperationException(),
                LoggerFactory = log,
            });
        await queue.EnqueueAsync(0, Ct);
        await queue.EnqueueAsync(1, Ct);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);

        Assert.Equal(new BackgroundQueueStatistics(0, 0, 1, 1, 0), queue.Statistics);
        Assert.Equal(2, log.Lines);
    }

    /// <summary>JasperFx/jasperfx#485: a bounded queue said yes and dropped the item.</summary>
    [Fact]
    public async Task TryEnqueue_Full_SaysNoAndNothingIsLost()
    {
        await using BackgroundQueue<int> queue = Make(new BackgroundQueueOptions<int> { Workers = 1, Capacity = 2 });
        List<int> accepted = [];
        for (int i = 0; i < 10; i++)
        {
            if (queue.TryEnqueue(i))
            {
                accepted.Add(i);
            }

            if (i == 0)
            {
                await Signals.Until(() => _probe.Begun.Length == 1);
            }
        }

        Assert.Equal([0, 1, 2], accepted);
        FinishAll(10);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);
        Assert.Equal(accepted, _probe.Begun);
        Assert.Equal(3, queue.Statistics.Processed);
    }

    /// <summary>dotnetcore/CAP#935, openhuman#2451: a queue that grows without a bound.</summary>
    [Fact]
    public async Task EnqueueAsync_Full_WaitsForRoomFirstComeFirstServed()
    {
        await using BackgroundQueue<int> queue = Make(new BackgroundQueueOptions<int> { Workers = 1, Capacity = 1 });
        await queue.EnqueueAsync(0, Ct);
        await Signals.Until(() => _probe.Begun.Length == 1);
        await queue.EnqueueAsync(1, Ct);
        Task[] waiting = [.. Enumerable.Range(2, 100).Select(i => queue.EnqueueAsync(i, Ct).AsTask())];

        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        Assert.Equal(1, queue.Statistics.Queued);
        Assert.False(queue.TryEnqueue(1_000));
        FinishAll(102);
        await Task.WhenAll(waiting);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);
        Assert.Equal(Enumerable.Range(0, 102), _probe.Begun);
    }

    [Fact]
    public async Task EnqueueAsync_CancelledWhileWaiting_IsNotAccepted()
    {
        await using BackgroundQueue<int> queue = Make(new BackgroundQueueOptions<int> { Workers = 1, Capacity = 1 });
        await queue.EnqueueAsync(0, Ct);
        await Signals.Until(() => _probe.Begun.Length == 1);
        await queue.EnqueueAsync(1, Ct);
        using var leaving = new CancellationTokenSource();
        Task waiting = queue.EnqueueAsync(2, leaving.Token).AsTask();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await queue.EnqueueAsync(3, leaving.Token));
        FinishAll(4);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);
        Assert.Equal([0, 1], _probe.Begun);
        Assert.Equal(2, queue.Statistics.Accepted);
    }

    [Fact]
    public async Task EnqueueAsync_CallerCancelsAfterwards_IsProcessedAllTheSame()
    {
        await using BackgroundQueue<int> queue = Make(new BackgroundQueueOptions<int>());
        using var leaving = new CancellationTokenSource();
        await queue.EnqueueAsync(0, leaving.Token);
        await leaving.CancelAsync();
        _probe.Finish(0);

        Assert.True((await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct)).IsEmpty);
        Assert.False(_probe.Token.IsCancellationRequested);
    }

    /// <summary>KestrelHttpServer#2591: background work saw the context of a request that was not its own.</summary>
    [Fact]
    public async Task Handler_Runs_WithoutTheContextOfWhoeverEnqueuedOrRanBefore()
    {
        ConcurrentQueue<string?> seen = [];
        await using var queue = new BackgroundQueue<int>(
            (item, _) =>
            {
                seen.Enqueue(Ambient.Value);
                Ambient.Value = $"left by {item}";
                return ValueTask.CompletedTask;
            },
            new BackgroundQueueOptions<int> { Workers = 1 });
        Ambient.Value = "request";
        for (int i = 0; i < 5; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);
        Assert.Equal(5, seen.Count);
        Assert.All(seen, Assert.Null);
        Assert.Equal("request", Ambient.Value);
    }

    [Fact]
    public async Task Handler_TriesToEnqueueIntoItsOwnFullQueue_GetsAnAnswerAtOnce()
    {
        ConcurrentQueue<bool> answers = [];
        BackgroundQueue<int> queue = null!;
        queue = new BackgroundQueue<int>(
            (item, _) =>
            {
                for (int i = 0; item == 0 && i < 3; i++)
                {
                    answers.Enqueue(queue.TryEnqueue(i + 1));
                }

                return ValueTask.CompletedTask;
            },
            new BackgroundQueueOptions<int> { Workers = 1, Capacity = 2 });
        await queue.EnqueueAsync(0, Ct);
        await Signals.Until(() => queue.Statistics.Processed == 3);
        await queue.DisposeAsync();

        Assert.Equal([true, true, false], answers);
    }

    [Fact]
    public void Constructor_OptionsThatMakeNoSense_SayWhichAndWhatToDo()
    {
        Assert.Throws<ArgumentNullException>(() => new BackgroundQueue<int>(null!));
        AssertRefused(new() { Name = "" }, "Name");
        AssertRefused(new() { Capacity = 0 }, "Capacity");
        AssertRefused(new() { Workers = -1 }, "Workers");
        AssertRefused(new() { DrainTimeout = TimeSpan.FromSeconds(-2) }, "DrainTimeout");
        AssertRefused(new() { CancellationTimeout = TimeSpan.MaxValue }, "CancellationTimeout");
        AssertRefused(new() { TimeProvider = null! }, "TimeProvider");
    }

    [Fact]
    public async Task Constructor_OptionsChangedLater_DoNotChangeTheQueue()
    {
        var options = new BackgroundQueueOptions<int> { Name = "before", Workers = 1 };
        await using BackgroundQueue<int> queue = Make(options);
        options.Name = "after";

        Assert.Equal("before", queue.Name);
    }

    private static void AssertRefused(BackgroundQueueOptions<int> options, string property)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => new BackgroundQueue<int>(static (_, _) => ValueTask.CompletedTask, options));
        Assert.Equal(property, error.ParamName);
        Assert.Contains(property, error.Message, StringComparison.Ordinal);
    }

    private static async ValueTask FailLaterAsync(int item)
    {
        await Task.Yield();
        throw new FormatException($"e{item}");
    }

    private BackgroundQueue<int> Make(BackgroundQueueOptions<int> options) => new(_probe.HandleAsync, options);

    private void FinishAll(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _probe.Finish(i);
        }
    }
}
