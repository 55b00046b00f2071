using System.Diagnostics;
using Rote.Background;
using Rote.Testing;
using Rote.Tests.Caching.Levels;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Background;

/// <summary>Each test uses queue names of its own: the meter and the source are the process's.</summary>
[Collection("Telemetry")]
public sealed class BackgroundQueueTelemetryTests
{
    private const string NameTag = "background_queue.name";

    private readonly ManualTimeProvider _time = new();
    private readonly HandlerProbe _probe = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enqueue_NobodyListens_ReadsNoClock()
    {
        BackgroundQueue<int> queue = Make("quiet");
        long before = _time.TimestampReads;
        await queue.EnqueueAsync(0, Ct);
        _probe.Finish(0);
        await Signals.Until(() => queue.Statistics.Processed == 1);

        Assert.Equal(before, _time.TimestampReads);
        await queue.DisposeAsync();
    }

    [Fact]
    public async Task Items_Listened_ShowLengthWaitDurationAndOutcomes()
    {
        using var metrics = new RecordingMeter();
        BackgroundQueue<int> queue = Make("shown");
        BackgroundQueue<int> other = Make("shown");
        for (int i = 0; i < 4; i++)
        {
            await queue.EnqueueAsync(i, Ct);
        }

        await Signals.Until(() => _probe.Begun.Length == 1);
        metrics.Observe();
        Assert.Equal(3, Assert.Single(metrics.Of("background_queue.length", NameTag, "shown")).Value);

        _time.Advance(TimeSpan.FromSeconds(2));
        _probe.Finish(0);
        await Signals.Until(() => _probe.Begun.Length == 2);
        _probe.Fail(1, new FormatException());
        await Signals.Until(() => _probe.Begun.Length == 3);
        await queue.StopAsync(TimeSpan.Zero, Ct);

        Assert.Equal([0, 2, 2], metrics.Of("background_queue.wait.duration", NameTag, "shown").Select(sample => sample.Value));
        Assert.Equal(
            [("success", 2), ("failure", 0), ("returned", 0)],
            metrics.Of("background_queue.process.duration", NameTag, "shown")
                .Select(sample => (OutcomeOf(sample), sample.Value)));
        Assert.Equal(
            [("failure", 1), ("returned", 2), ("success", 1)],
            metrics.Of("background_queue.items", NameTag, "shown")
                .GroupBy(OutcomeOf)
                .Select(outcome => (outcome.Key, outcome.Sum(sample => sample.Value)))
                .Order());
        await other.DisposeAsync();
        metrics.Observe();
        Assert.Single(metrics.Of("background_queue.length", NameTag, "shown"));
        Assert.Equal("s", metrics.Instruments["background_queue.wait.duration"].Unit);
        Assert.Equal("{item}", metrics.Instruments["background_queue.length"].Unit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_EnqueuedInASpanThatHasEnded_BelongsToItsTrace(bool isCollected)
    {
        using ActivityListener? listener = isCollected ? Listen("Rote") : null;
        using ActivityListener requests = Listen("Requests");
        using var source = new ActivitySource("Requests");
        var seen = new TaskCompletionSource<Activity?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var queue = new BackgroundQueue<int>(
            (_, _) =>
            {
                seen.SetResult(Activity.Current);
                throw new FormatException();
            },
            new BackgroundQueueOptions<int> { Name = "traced", Workers = 1 });
        Activity request;
        using (request = source.StartActivity("request")!)
        {
            await queue.EnqueueAsync(0, Ct);
        }

        Activity? span = await seen.Task;
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);
        Assert.NotNull(span);
        Assert.Equal("process traced", span.OperationName);
        Assert.Equal((request.TraceId, request.SpanId), (span.TraceId, span.ParentSpanId));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("System.FormatException", span.GetTagItem("error.type"));
        Assert.True(span.IsStopped);
        Assert.Equal(isCollected ? ActivityKind.Consumer : ActivityKind.Internal, span.Kind);
    }

    [Fact]
    public async Task Handler_EnqueuedWithoutASpan_RunsWithoutOne()
    {
        var seen = new TaskCompletionSource<Activity?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var queue = new BackgroundQueue<int>((_, _) =>
        {
            seen.SetResult(Activity.Current);
            return ValueTask.CompletedTask;
        });
        await queue.EnqueueAsync(0, Ct);

        Assert.Null(await seen.Task);
    }

    [Fact]
    public async Task Failures_AreLoggedWithoutTheItem()
    {
        using var log = new RecordingLogger();
        var queue = new BackgroundQueue<string>(
            static (item, _) => item == "bad" ? throw new FormatException() : ValueTask.CompletedTask,
            new BackgroundQueueOptions<string> { Name = "logged", Workers = 1, LoggerFactory = log });
        await queue.EnqueueAsync("bad", Ct);
        await queue.StopAsync(Timeout.InfiniteTimeSpan, Ct);

        Assert.Equal(
            "Error Rote.Background: An item of background queue logged failed; its worker goes on", Assert.Single(log.Lines));
    }

    private static string OutcomeOf(Sample sample) => (string)sample.Tags["background_queue.item.outcome"]!;

    private static ActivityListener Listen(string name)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private BackgroundQueue<int> Make(string name)
        => new(_probe.HandleAsync, new BackgroundQueueOptions<int> { Name = name, Workers = 1, TimeProvider = _time });
}
