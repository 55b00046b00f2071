using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Listens to all that decorators measure, so that they do.</summary>
internal sealed class Listening : IDisposable
{
    private readonly MeterListener _metrics = new();
    private readonly ActivityListener _spans = new()
    {
        ShouldListenTo = static source => source.Name == "Rote",
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public Listening()
    {
        _metrics.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rote")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.Start();
        ActivitySource.AddActivityListener(_spans);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics.Dispose();
        _spans.Dispose();
    }
}
