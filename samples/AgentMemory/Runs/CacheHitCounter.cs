using System.Diagnostics.Metrics;

namespace AgentMemory.Runs;

/// <summary>Counts cache hits the way any monitoring would: by listening to the meter of the toolkit.</summary>
internal sealed class CacheHitCounter : IDisposable
{
    private const string MeterName = "Rote";
    private const string InstrumentName = "cache.requests";
    private const string OutcomeTag = "cache.request.type";
    private const string Hit = "hit";
    private readonly MeterListener _listener = new();
    private readonly long _before;
    private long _sum;

    public CacheHitCounter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == MeterName && instrument.Name == InstrumentName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
        _before = Observe();
    }

    /// <summary>Hits since the counter was made. The toolkit's counters only go up, as monitoring expects.</summary>
    public long Hits => Observe() - _before;

    public void Dispose() => _listener.Dispose();

    private long Observe()
    {
        _sum = 0;
        _listener.RecordObservableInstruments();
        return _sum;
    }

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: OutcomeTag, Value: Hit })
            {
                _sum += value;
            }
        }
    }
}
