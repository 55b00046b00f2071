using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rote.Generated;
using Rote.Monitoring;

namespace Rote.Allocation.Tests;

[Collection("Listening")]
public sealed class MonitorAllocationTests : IDisposable
{
    private static readonly MonitorPolicy Tagged = new()
    {
        Operation = "IStore.Get",
        Tags = [new("kind", "a", "b"), new("deep", "false", "true")],
    };

    private readonly DecoratorContext _context = new("ITest", null);
    private readonly OperationMonitor _monitor;

    public MonitorAllocationTests()
        => _monitor = _context.Monitor(new MonitorPolicy { Operation = "IStore.Get" });

    [Fact]
    public void IsEnabled_NobodyListens_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => Assert.False(_monitor.IsEnabled)));

    [Fact]
    public void Start_NobodyListens_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => _monitor.Start().Succeed()));

    [Fact]
    public void Start_MetricsListened_AllocatesNothing()
    {
        using Counting listener = new();

        Assert.Equal(0, Allocations.Of(() => _monitor.Start().Succeed()));
        Assert.True(listener.Count > 0);
    }

    [Fact]
    public void Succeed_ItemsWithMetricsListened_AllocatesNothing()
    {
        using Counting listener = new();

        Assert.Equal(0, Allocations.Of(() => _monitor.Start().Succeed(1_000)));
        Assert.True(listener.Count > 0);
    }

    [Fact]
    public void Fail_MetricsListened_AllocatesNothing()
    {
        using Counting listener = new();
        var error = new FormatException();

        Assert.Equal(0, Allocations.Of(() => _monitor.Start().Fail(error)));
        Assert.True(listener.Count > 0);
    }

    [Fact]
    public void Start_TagsWithMetricsListened_AllocatesNothing()
    {
        using Counting listener = new();
        OperationMonitor tagged = _context.Monitor(Tagged);
        var error = new FormatException();

        Assert.Equal(0, Allocations.Of(() => tagged.Start(tagged.Series(1, 0)).Succeed(3)));
        Assert.Equal(0, Allocations.Of(() => tagged.Start(tagged.Series(-1, 1)).Fail(error)));
        Assert.True(listener.Count > 0);
    }

    [Fact]
    public void EndAsync_CompletedCallsWithMetricsListened_AllocatesNothing()
    {
        using Counting listener = new();
        Task<string[]> call = Task.FromResult<string[]>(["a"]);

        Assert.Equal(0, Allocations.Of(() => MonitoredCalls.EndAsync(_monitor.Start(), call, static items => items.Length)));
        Assert.Equal(0, Allocations.Of(() => End(MonitoredCalls.EndAsync(_monitor.Start(), new ValueTask<string[]>(call)))));
        Assert.Equal(0, Allocations.Of(() => MonitoredCalls.EndAsync(_monitor.Start(), Task.CompletedTask)));
        Assert.Equal(0, Allocations.Of(() => End(MonitoredCalls.EndAsync(_monitor.Start(), ValueTask.CompletedTask))));
        Assert.True(listener.Count > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(BoxedCounts.Kept - 1)]
    public void Succeed_FewItemsAndTagsWithSpansListened_AllocatesNoBoxes(long items)
    {
        using var plain = new ActivitySource("Plain");
        using ActivityListener spans = ListenToSpans();
        OperationMonitor tagged = _context.Monitor(Tagged);
        object box = items;
        long bare = Allocations.Of(() =>
        {
            using Activity? span = plain.StartActivity("IStore.Get");
            span!.SetTag("db.operation.name", "IStore.Get");
            span.SetTag("kind", "b");
            span.SetTag("deep", "false");
            span.SetTag("db.response.returned_rows", box);
        });

        Assert.Equal(bare, Allocations.Of(() => tagged.Start(tagged.Series(1, 0)).Succeed(items)));
    }

    [Fact]
    public void Start_MetricsAndSpansListened_AllocatesTheSpanAlone()
    {
        using Counting metrics = new();
        using var plain = new ActivitySource("Plain");
        using ActivityListener spans = ListenToSpans();
        long bare = Allocations.Of(() =>
        {
            using Activity? span = plain.StartActivity("IStore.Get");
            span!.SetTag("db.operation.name", "IStore.Get");
        });

        Assert.True(bare > 0);
        Assert.Equal(bare, Allocations.Of(() => _monitor.Start().Succeed()));
        Assert.True(metrics.Count > 0);
    }

    public void Dispose() => _context.Dispose();

    private static void End<T>(ValueTask<T> call) => Assert.True(call.IsCompletedSuccessfully);

    private static void End(ValueTask call) => Assert.True(call.IsCompletedSuccessfully);

    private static ActivityListener ListenToSpans()
    {
        var spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Rote" or "Plain",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(spans);
        return spans;
    }

    private sealed class Counting : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Counting()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Rote")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Count++);
            _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Count++);
            _listener.Start();
        }

        public long Count { get; private set; }

        public void Dispose() => _listener.Dispose();
    }
}
