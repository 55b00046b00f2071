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
    private long _hits;

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
    }

    public long Hits => Interlocked.Read(ref _hits);

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: OutcomeTag, Value: Hit })
            {
                Interlocked.Add(ref _hits, value);
            }
        }
    }
}
