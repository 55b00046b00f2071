using System.Diagnostics.Metrics;

namespace Rote.Tests.Monitoring;

/// <summary>Listens to the toolkit's meter, and throws at every measurement.</summary>
internal sealed class ThrowingMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _thrown;

    public ThrowingMeter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rote")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Throw());
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        _listener.SetMeasurementEventCallback<int>((_, _, _, _) => Throw());
        _listener.Start();
    }

    /// <summary>How often it has thrown.</summary>
    public int Thrown => Volatile.Read(ref _thrown);

    public void Dispose() => _listener.Dispose();

    private void Throw()
    {
        Interlocked.Increment(ref _thrown);
        throw new InvalidDataException("The listener is broken.");
    }
}
