using System.Diagnostics;
using Rote.Background;
using Rote.Tests.Caching.Levels;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Background;

/// <summary>Metrics and traces that throw neither stop a worker nor keep a stop from ending.</summary>
[Collection("Telemetry")]
public sealed class BackgroundQueueObserverTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_ListenerThrows_AreProcessedAndTheStopEnds()
    {
        using var meter = new ThrowingMeter();
        await using BackgroundQueue<int> queue = Make();
        for (int i = 0; i < 5; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        await Signals.Until(() => queue.Statistics is { Processed: 4, Failed: 1 });
        BackgroundQueueRemainder<int> remainder = await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);

        Assert.True(remainder.IsEmpty);
        Assert.True(meter.Thrown > 0);
    }

    [Fact]
    public async Task Stop_ListenerThrowsOverWhatIsReturned_Ends()
    {
        using var meter = new ThrowingMeter();
        var probe = new HandlerProbe { HeedsCancellation = false };
        var queue = new BackgroundQueue<int>(
            probe.HandleAsync,
            new BackgroundQueueOptions<int> { Name = "observed", Workers = 1, CancellationTimeout = TimeSpan.Zero });
        await queue.EnqueueAsync(0, Ct);
        await queue.EnqueueAsync(1, Ct);
        await Signals.Until(() => probe.Begun.Length == 1);

        BackgroundQueueRemainder<int> remainder = await queue.StopAsync(TimeSpan.Zero, Ct);

        Assert.Equal(2, remainder.Count);
        probe.Finish(0);
    }

    [Fact]
    public async Task Items_SpanListenerThrows_AreProcessed()
    {
        using var spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rote",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = static _ => throw new InvalidDataException("The listener is broken."),
        };
        ActivitySource.AddActivityListener(spans);
        await using BackgroundQueue<int> queue = Make();
        for (int i = 0; i < 5; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        await Signals.Until(() => queue.Statistics is { Processed: 4, Failed: 1 });
    }

    private static BackgroundQueue<int> Make()
        => new(
            static (item, _) => item == 2 ? throw new FormatException() : ValueTask.CompletedTask,
            new BackgroundQueueOptions<int> { Name = "observed", Workers = 1 });
}
