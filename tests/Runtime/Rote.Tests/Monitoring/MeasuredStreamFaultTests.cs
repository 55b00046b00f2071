using System.Diagnostics;
using Rote.Generated;
using Rote.Monitoring;
using Rote.Testing;

namespace Rote.Tests.Monitoring;

/// <summary>Streams, readers and listeners that do not behave.</summary>
[Collection("Telemetry")]
public sealed class MeasuredStreamFaultTests : IDisposable
{
    private readonly DecoratorContext _context = new("ITest", new RoteOptions { TimeProvider = new ManualTimeProvider() });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_Throws_ReachesTheReaderAndIsMeasuredOnce(bool isLeft)
    {
        string operation = $"faults.dispose.{isLeft}";
        using var metrics = new RecordingMeter();
        using var spans = new RecordingSource();
        IAsyncEnumerator<int> reading = Read(operation, new Faulty(2)).GetAsyncEnumerator(Token);
        while (await reading.MoveNextAsync() && !isLeft)
        {
        }

        await Assert.ThrowsAsync<IOException>(() => reading.DisposeAsync().AsTask());
        await Assert.ThrowsAsync<IOException>(() => reading.DisposeAsync().AsTask());

        Sample duration = Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", operation));
        Assert.Equal(isLeft, duration.Tags.ContainsKey("error.type"));
        Activity span = Assert.Single(spans.Of(operation));
        Assert.Equal(isLeft ? true : null, span.GetTagItem("stream.abandoned"));
        Assert.Equal(isLeft ? 1L : 2L, span.GetTagItem("db.response.returned_rows"));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Read_ListenersComeInTheMiddle_MeasuresWhatItBeganWith()
    {
        using var metrics = new RecordingMeter();
        IAsyncEnumerator<int> reading = Read("faults.middle", new Faulty(2, throws: false)).GetAsyncEnumerator(Token);
        Assert.True(await reading.MoveNextAsync());
        using var spans = new RecordingSource();
        Assert.True(await reading.MoveNextAsync());
        Assert.False(await reading.MoveNextAsync());
        await reading.DisposeAsync();

        Assert.Empty(spans.Of("faults.middle"));
        Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "faults.middle"));
        Assert.Equal(
            2, Assert.Single(metrics.Of("db.client.response.returned_rows", "db.operation.name", "faults.middle")).Value);
    }

    [Fact]
    public async Task Read_ListenerThrows_TheReaderGetsWhatTheStoreGave()
    {
        using var meter = new ThrowingMeter();
        var items = new List<int>();
        await foreach (int item in Read("faults.listener", new Faulty(2, throws: false)))
        {
            items.Add(item);
        }

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await using IAsyncEnumerator<int> left = Read("faults.listener", new Faulty(2)).GetAsyncEnumerator(Token);
            await left.MoveNextAsync();
        });

        Assert.Equal([0, 1], items);
        Assert.True(meter.Thrown >= 2);
    }

    [Fact]
    public async Task Call_ListenerThrows_TheCallerGetsWhatTheStoreGave()
    {
        using var meter = new ThrowingMeter();
        OperationMonitor monitor = Monitor("faults.call");

        monitor.Start().Succeed();
        monitor.Start().Succeed(3);
        monitor.Start().Fail(new IOException());
        Assert.Equal(7, await MonitoredCalls.EndAsync(monitor.Start(), Task.FromResult(7)));

        Assert.True(meter.Thrown >= 4);
    }

    [Fact]
    public void Read_StepsThatEndAtOnce_LeaveTheReadersContext()
    {
        using var spans = new RecordingSource();
        using var caller = new Activity("caller");
        caller.Start();
        IAsyncEnumerator<int> one = Read("faults.sync", new Faulty(2, throws: false)).GetAsyncEnumerator(Token);
        IAsyncEnumerator<int> other = Read("faults.sync", new Faulty(2, throws: false)).GetAsyncEnumerator(Token);

        for (int step = 0; step < 3; step++)
        {
            Assert.True(one.MoveNextAsync().AsTask().IsCompletedSuccessfully);
            Assert.Same(caller, Activity.Current);
            Assert.True(other.MoveNextAsync().AsTask().IsCompletedSuccessfully);
            Assert.Same(caller, Activity.Current);
        }

        Assert.All(spans.Of("faults.sync"), span => Assert.Same(caller, span.Parent));
        Assert.Equal(2, spans.Of("faults.sync").Length);
    }

    private IAsyncEnumerable<int> Read(string operation, IAsyncEnumerable<int> stream)
        => MonitoredCalls.Read(Monitor(operation), stream);

    private OperationMonitor Monitor(string operation) => _context.Monitor(new MonitorPolicy { Operation = operation });

    /// <summary>Answers at once, and may throw when it is disposed of.</summary>
    private sealed class Faulty(int count, bool throws = true) : IAsyncEnumerable<int>, IAsyncEnumerator<int>
    {
        public int Current { get; private set; } = -1;

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => new(++Current < count);

        public ValueTask DisposeAsync() => throws ? throw new IOException() : ValueTask.CompletedTask;
    }
}
