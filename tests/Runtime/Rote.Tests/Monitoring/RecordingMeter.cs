using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Rote.Tests.Monitoring;

/// <summary>Listens to the toolkit's meter.</summary>
internal sealed class RecordingMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Sample> _samples = [];

    public RecordingMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rote")
            {
                Instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentDictionary<string, Instrument> Instruments { get; } = [];

    public Sample[] Of(string instrument, string tag, string value)
        => [.. _samples.Where(sample => sample.Instrument == instrument && Equals(sample.Tags.GetValueOrDefault(tag), value))];

    /// <summary>Asks the observable instruments once.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => _samples.Enqueue(new Sample(instrument.Name, instrument.Unit, value, new Dictionary<string, object?>(tags.ToArray())));
}
