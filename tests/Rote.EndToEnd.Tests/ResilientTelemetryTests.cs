using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;
using Rote.Pooling;
using Rote.Testing;

namespace Rote.EndToEnd.Tests;

/// <summary>What is counted, and what stands below the pipeline.</summary>
[Collection(nameof(ResilientTests))]
public sealed class ResilientTelemetryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FlakyStore _inner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instruments_AttemptsEventsAndTheBreaker_AreCountedByOperation()
    {
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Rote" && instrument.Name.StartsWith("resilience.", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        var store = _inner.Decorate(new RoteOptions { TimeProvider = _time });
        _inner.FailFirst(3);

        await store.GetAsync("ann", "1", Token);
        _inner.FailFirst(int.MaxValue);
        await Assert.ThrowsAsync<IOException>(() => store.StoreAsync("a", Token));
        await Assert.ThrowsAsync<IOException>(() => store.StoreAsync("b", Token));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => store.StoreAsync("c", Token));
        listener.RecordObservableInstruments();

        Assert.Equal(4, counted["resilience.attempts IFlakyStore.GetAsync"]);
        Assert.Equal(3, counted["resilience.events IFlakyStore.GetAsync retry"]);
        Assert.Equal(2, counted["resilience.attempts IFlakyStore.StoreAsync"]);
        Assert.Equal(1, counted["resilience.events IFlakyStore.StoreAsync breaker_opened"]);
        Assert.Equal(1, counted["resilience.events IFlakyStore.StoreAsync breaker_rejected"]);
        Assert.Equal(2, counted["resilience.breaker.state IFlakyStore.StoreAsync"]);

        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string key = instrument.Name;
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                key += $" {tag.Value}";
            }

            counted.AddOrUpdate(key, value, (_, sum) => sum + value);
        }
    }

    [Fact]
    public async Task Pooled_BetweenTwoAttempts_NoConnectionIsHeld()
    {
        int calls = 0;
        await using var pool = new ConnectionPool<ILease>(
            _ => new ValueTask<ILease>(new Lease(() => ++calls == 1 ? throw new IOException("once") : "read")),
            new() { MaxConnections = 1 });
        await using var store = pool.Decorate(new RoteOptions { TimeProvider = _time });

        Task<string> read = store.ReadAsync(Token);
        Assert.Equal((1, 0), (calls, pool.GetStatistics().Rented));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("read", await read);
        Assert.Equal(2, calls);
    }

    private sealed class Lease(Func<string> read) : ILease
    {
        public Task<string> ReadAsync(CancellationToken ct) => Task.FromResult(read());
    }
}
