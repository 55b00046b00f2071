using System.Diagnostics.Metrics;
using Rote.Generated;
using Rote.Monitoring;

namespace Rote.Allocation.Tests;

[Collection("Listening")]
public sealed class MonitorAllocationTests : IDisposable
{
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

    public void Dispose() => _context.Dispose();

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
