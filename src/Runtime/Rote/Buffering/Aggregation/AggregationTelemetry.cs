using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>The instruments of aggregators.</summary>
internal static class AggregationTelemetry
{
    public static readonly Counter<long> Samples = RoteTelemetry.Meter.CreateCounter<long>(
        "aggregation.samples", "{sample}", "Samples that an aggregator is done with, by their outcome.");

    public static readonly KeyValuePair<string, object?> Delivered = new(OutcomeTag, "delivered");
    public static readonly KeyValuePair<string, object?> Lost = new(OutcomeTag, "lost");
    public static readonly KeyValuePair<string, object?> NonFinite = new(OutcomeTag, "non_finite");

    private const string OutcomeTag = "aggregation.sample.outcome";
}
