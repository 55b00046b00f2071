using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rote.Caching;
using Rote.Generated;
using Rote.Monitoring;
using Rote.Testing;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Monitoring;

/// <summary>Each test uses operation names of its own: the meter and the source are the process's.</summary>
[Collection("Telemetry")]
public sealed class OperationMonitorTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLogger _log = new();
    private readonly DecoratorContext _context;

    public OperationMonitorTests()
        => _context = new DecoratorContext("ITest", new RoteOptions { TimeProvider = _time, LoggerFactory = _log });

    [Fact]
    public void IsEnabled_NobodyListens_IsFalseAndNoClockIsRead()
    {
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "quiet" });
        long before = _time.TimestampReads;

        Assert.False(monitor.IsEnabled);
        OperationMeasurement measurement = monitor.Start();
        measurement.Succeed();
        monitor.Start().Fail(new FormatException());

        Assert.Equal(before, _time.TimestampReads);
    }

    [Fact]
    public void Succeed_HistogramListened_RecordsSecondsByOperation()
    {
        using var metrics = new RecordingMeter();
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "IStore.Get" });
        Assert.True(monitor.IsEnabled);

        OperationMeasurement measurement = monitor.Start();
        _time.Advance(TimeSpan.FromMilliseconds(250));
        measurement.Succeed();

        Sample sample = Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "IStore.Get"));
        Assert.Equal(0.25, sample.Value, 6);
        Assert.Equal("s", sample.Unit);
        Assert.Equal(["db.operation.name"], sample.Tags.Keys);
    }

    [Fact]
    public void Fail_Exception_RecordsItsTypeAndNotItsMessage()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "IStore.Fails" });

        monitor.Start().Fail(new FormatException("secret of alice"));

        Sample sample = Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "IStore.Fails"));
        Assert.Equal("System.FormatException", sample.Tags["error.type"]);
        Activity span = Assert.Single(spans.Of("IStore.Fails"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("System.FormatException", span.GetTagItem("error.type"));
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        Assert.Null(span.StatusDescription);
        Assert.Empty(span.Events);
    }

    [Fact]
    public void Fail_AnyCancellation_IsToldApartAndIsNoError()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "IStore.Leaves" });

        monitor.Start().Fail(new TaskCanceledException());
        monitor.Start().Fail(new OperationCanceledException());

        Assert.All(
            metrics.Of("db.client.operation.duration", "db.operation.name", "IStore.Leaves"),
            sample => Assert.Equal("System.OperationCanceledException", sample.Tags["error.type"]));
        Assert.All(spans.Of("IStore.Leaves"), span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public void Start_SourceListened_MakesAnInternalSpanThatEnds()
    {
        using var spans = new RecordingSource();
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "IStore.Span" });
        long reads = _time.TimestampReads;

        OperationMeasurement measurement = monitor.Start();
        Assert.Equal("IStore.Span", Activity.Current?.OperationName);
        measurement.Succeed();

        Activity span = Assert.Single(spans.Of("IStore.Span"));
        Assert.Equal(ActivityKind.Internal, span.Kind);
        Assert.Equal("IStore.Span", span.GetTagItem("db.operation.name"));
        Assert.True(span.IsStopped);
        Assert.Equal(reads, _time.TimestampReads);
    }

    [Fact]
    public async Task BulkCall_Listened_RecordsItsSize()
    {
        using var metrics = new RecordingMeter();
        var batcher = _context.Batch<NoGroup, string, string>(
            new() { Operation = "IStore.Embed" }, (_, items, _) => new ValueTask<IReadOnlyList<string>>(items));

        await batcher.GetAsync(default, "a", TestContext.Current.CancellationToken);

        Assert.Equal(1, Assert.Single(metrics.Of("db.operation.batch.size", "db.operation.name", "IStore.Embed")).Value);
    }

    [Fact]
    public void Succeed_SlowerThanThreshold_IsLoggedWithoutArguments()
    {
        OperationMonitor monitor = _context.Monitor(
            new MonitorPolicy { Operation = "IStore.Slow", Slow = TimeSpan.FromMilliseconds(200) });
        Assert.True(monitor.IsEnabled);
        OperationMeasurement quick = monitor.Start();
        _time.Advance(TimeSpan.FromMilliseconds(199));
        quick.Succeed();
        Assert.Empty(_log.Lines);
        OperationMeasurement slow = monitor.Start();
        _time.Advance(TimeSpan.FromMilliseconds(200));

        slow.Fail(new FormatException("secret"));

        Assert.Equal("Warning ITest: IStore.Slow took 200.0 ms, more than 200 ms", Assert.Single(_log.Lines));
    }

    [Fact]
    public void Succeed_LogThrows_EndsTheMeasurement()
    {
        using var log = new ThrowingLog();
        using var source = new RecordingSource();
        using var context = new DecoratorContext("ITest", new RoteOptions { TimeProvider = _time, LoggerFactory = log });
        OperationMonitor monitor = context.Monitor(
            new MonitorPolicy { Operation = "IStore.Unlogged", Slow = TimeSpan.FromMilliseconds(1) });
        OperationMeasurement slow = monitor.Start();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        slow.Succeed();

        Assert.Equal(1, log.Lines);
        Assert.Null(System.Diagnostics.Activity.Current);
    }

    [Fact]
    public void Succeed_DefaultMeasurement_DoesNothing()
    {
        default(OperationMeasurement).Succeed();
        default(OperationMeasurement).Fail(new FormatException());
        Assert.Throws<ArgumentNullException>(() => default(OperationMeasurement).Fail(null!));
    }

    [Fact]
    public void Monitor_InvalidPolicy_Throws()
    {
        Assert.Throws<ArgumentException>(() => _context.Monitor(new MonitorPolicy { Operation = "" }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.Monitor(new MonitorPolicy { Operation = "x", Slow = TimeSpan.FromTicks(-1) }));
    }

    [Fact]
    public void Instruments_Published_HaveTheConventionsUnitsAndBuckets()
    {
        using var metrics = new RecordingMeter();
        _context.Monitor(new MonitorPolicy { Operation = "any" }).Start().Succeed();
        _context.Cache<int, int>(new CachePolicy { Region = "any" });

        Instrument duration = metrics.Instruments["db.client.operation.duration"];
        Assert.Equal("s", duration.Unit);
        Assert.Equal(
            [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
            ((Histogram<double>)duration).Advice!.HistogramBucketBoundaries!);
        Assert.Equal("{request}", metrics.Instruments["cache.requests"].Unit);
        Assert.True(metrics.Instruments.ContainsKey("db.operation.batch.size"));
    }

    public void Dispose()
    {
        _context.Dispose();
        _log.Dispose();
    }
}
