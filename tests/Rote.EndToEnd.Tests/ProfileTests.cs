using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Rote.EndToEnd.Tests;

/// <summary>What <c>Profile = true</c> measures.</summary>
[Collection(nameof(BulkSpanTests))]
public sealed class ProfileTests : IDisposable
{
    private const int Bytes = 100_000;

    private readonly MeterListener _meters = new();
    private readonly ConcurrentQueue<(string Instrument, string? Operation, long Value)> _measured = [];
    private readonly ITripStore _store = new TripStore().Decorate();

    public ProfileTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rote" && instrument.Name.StartsWith("operation.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _measured.Enqueue((instrument.Name, tags[0].Value as string, value)));
        _meters.Start();
    }

    [Fact]
    public void Synchronous_TellsItsBytesAndCalls()
    {
        _store.Plain(Bytes);

        Assert.InRange(ValueOf("operation.allocated", "ITripStore.Plain"), Bytes, Bytes + 4_096);
        Assert.Equal(1, ValueOf("operation.inner_calls", "ITripStore.Plain"));
    }

    [Fact]
    public async Task Asynchronous_TellsTheBytesOfAllItsThreads()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> call = _store.LaterAsync(Bytes, gate.Task);
        byte[] own = new byte[Bytes];
        await Task.Run(gate.SetResult, TestContext.Current.CancellationToken);
        Assert.Equal(2 * own.Length, await call);

        Assert.InRange(ValueOf("operation.allocated", "ITripStore.LaterAsync"), 2 * Bytes, (2 * Bytes) + 8_192);
        Assert.Equal(1, ValueOf("operation.inner_calls", "ITripStore.LaterAsync"));
    }

    public void Dispose() => _meters.Dispose();

    private long ValueOf(string instrument, string operation)
        => Assert.Single(_measured, one => one.Instrument == instrument && one.Operation == operation).Value;
}
