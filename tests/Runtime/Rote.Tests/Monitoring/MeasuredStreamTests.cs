using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rote.Generated;
using Rote.Monitoring;
using Rote.Testing;

namespace Rote.Tests.Monitoring;

/// <summary>Each test uses operation names of its own: the meter and the source are the process's.</summary>
[Collection("Telemetry")]
public sealed class MeasuredStreamTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly DecoratorContext _context;

    public MeasuredStreamTests() => _context = new DecoratorContext("ITest", new RoteOptions { TimeProvider = _time });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Read_NobodyListens_IsTheStreamItself()
    {
        IAsyncEnumerable<int> stream = Numbers(3, null, Token);

        Assert.Same(stream, MonitoredCalls.Read(Monitor("streams.quiet"), stream));
    }

    [Fact]
    public async Task Read_ToItsEnd_AddsUpWhatTheStoreTookAndCountsItems()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();

        await foreach (int _ in MonitoredCalls.Read(Monitor("streams.end"), Numbers(3, null, Token)))
        {
            // The reader's own time is not the store's.
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Sample duration = Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "streams.end"));
        Assert.Equal(4, duration.Value, 6);
        Assert.Equal(["db.operation.name"], duration.Tags.Keys);
        Sample items = Assert.Single(metrics.Of("db.client.response.returned_rows", "db.operation.name", "streams.end"));
        Assert.Equal(3, items.Value);
        Assert.Equal("{row}", items.Unit);
        Activity span = Assert.Single(spans.Of("streams.end"));
        Assert.Equal(3L, span.GetTagItem("db.response.returned_rows"));
        Assert.Null(span.GetTagItem("stream.abandoned"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task Read_Left_IsNoErrorAndSaysSo()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();

        await foreach (int _ in MonitoredCalls.Read(Monitor("streams.left"), Numbers(3, null, Token)))
        {
            break;
        }

        Activity span = Assert.Single(spans.Of("streams.left"));
        Assert.Equal(true, span.GetTagItem("stream.abandoned"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            1, Assert.Single(metrics.Of("db.client.response.returned_rows", "db.operation.name", "streams.left")).Value);
        Assert.DoesNotContain(
            "error.type",
            Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "streams.left")).Tags.Keys);
    }

    [Fact]
    public async Task Read_FailsMidway_TellsTheErrorsTypeAndTheItemsBeforeIt()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();
        IAsyncEnumerable<int> stream = MonitoredCalls.Read(Monitor("streams.fail"), Numbers(2, new IOException("secret"), Token));

        await Assert.ThrowsAsync<IOException>(() => CountAsync(stream));

        Sample duration = Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "streams.fail"));
        Assert.Equal("System.IO.IOException", duration.Tags["error.type"]);
        Activity span = Assert.Single(spans.Of("streams.fail"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(2L, span.GetTagItem("db.response.returned_rows"));
    }

    [Fact]
    public async Task Read_Cancelled_IsToldApart()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var stream = MonitoredCalls.Read(Monitor("streams.cancel"), Numbers(3, null, Token)).WithCancellation(leaving.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in stream)
            {
                await leaving.CancelAsync();
            }
        });

        Sample duration = Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "streams.cancel"));
        Assert.Equal("System.OperationCanceledException", duration.Tags["error.type"]);
        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(spans.Of("streams.cancel")).Status);
    }

    [Fact]
    public async Task Read_EachStep_RunsUnderTheSpanAndLeavesTheReaderWhereItWas()
    {
        using var spans = new RecordingSource();
        using var caller = new Activity("caller");
        caller.Start();
        var seen = new List<string?>();

        await foreach (string? name in MonitoredCalls.Read(Monitor("streams.context"), CurrentAsync()))
        {
            seen.Add(name);
            Assert.Same(caller, Activity.Current);
        }

        Assert.Same(caller, Activity.Current);
        Assert.Equal(["streams.context", "streams.context"], seen);
        Assert.Same(caller, Assert.Single(spans.Of("streams.context")).Parent);
    }

    [Fact]
    public async Task Read_Twice_IsMeasuredTwice_AndNeverRead_NotAtAll()
    {
        using var spans = new RecordingSource();
        IAsyncEnumerable<int> stream = MonitoredCalls.Read(Monitor("streams.twice"), Numbers(1, null, Token));

        await using (stream.GetAsyncEnumerator(Token))
        {
        }

        Assert.Empty(spans.Of("streams.twice"));
        await CountAsync(stream);
        await CountAsync(stream);
        Assert.Equal(2, spans.Of("streams.twice").Length);
    }

    [Fact]
    public void Succeed_WithItems_CountsThem()
    {
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();

        Monitor("items.list").Start().Succeed(MonitoredCalls.Count(new List<int> { 1, 2 }));

        Assert.Equal(2, Assert.Single(metrics.Of("db.client.response.returned_rows", "db.operation.name", "items.list")).Value);
        Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "items.list"));
        Assert.Equal(2L, Assert.Single(spans.Of("items.list")).GetTagItem("db.response.returned_rows"));
        Assert.Equal(0, MonitoredCalls.Count<int>(null));
        Assert.Equal(1, MonitoredCalls.Count(new Dictionary<string, int> { ["a"] = 1 }));
    }

    [Fact]
    public async Task EndAsync_CallInFlight_EndsWithItAndLeavesTheCallersContext()
    {
        using var spans = new RecordingSource();
        OperationMonitor monitor = Monitor("outside.flight");
        var call = new TaskCompletionSource<int>();
        Task<int> measured = MonitoredCalls.EndAsync(monitor.Start(), call.Task);
        Assert.Null(Activity.Current);
        Assert.Empty(spans.Of("outside.flight"));

        call.SetResult(7);

        Assert.Equal(7, await measured);
        Assert.Single(spans.Of("outside.flight"));
    }

    [Fact]
    public async Task EndAsync_EveryTask_TellsItsFailure()
    {
        using var spans = new RecordingSource();
        OperationMonitor monitor = Monitor("outside.fail");
        var failed = Task.FromException<int>(new IOException());

        await Assert.ThrowsAsync<IOException>(() => MonitoredCalls.EndAsync(monitor.Start(), failed));
        await Assert.ThrowsAsync<IOException>(() => MonitoredCalls.EndAsync(monitor.Start(), (Task)failed));
        await Assert.ThrowsAsync<IOException>(() => MonitoredCalls.EndAsync(monitor.Start(), new ValueTask(failed)).AsTask());
        await Assert.ThrowsAsync<IOException>(
            () => MonitoredCalls.EndAsync(monitor.Start(), new ValueTask<int>(failed)).AsTask());

        Assert.Equal(4, spans.Of("outside.fail").Count(span => span.Status == ActivityStatusCode.Error));
        Assert.Null(Activity.Current);
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<int> stream)
    {
        int count = 0;
        await foreach (int _ in stream)
        {
            count++;
        }

        return count;
    }

    private static async IAsyncEnumerable<string?> CurrentAsync()
    {
        yield return Activity.Current?.OperationName;
        await Task.Yield();
        yield return Activity.Current?.OperationName;
    }

    private OperationMonitor Monitor(string operation) => _context.Monitor(new MonitorPolicy { Operation = operation });

    /// <summary>A second for each item, and one for the end.</summary>
    private async IAsyncEnumerable<int> Numbers(
        int count, Exception? failure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            yield return i;
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        if (failure is not null)
        {
            throw failure;
        }
    }
}
