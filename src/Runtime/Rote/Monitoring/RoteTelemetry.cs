using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rote.Monitoring;

/// <summary>The one meter and the one activity source. Names and units follow OpenTelemetry's database conventions.</summary>
internal static class RoteTelemetry
{
    public const string Name = "Rote";
    public const string OperationNameTag = "db.operation.name";
    public const string ErrorTypeTag = "error.type";
    public const string ReturnedRowsTag = "db.response.returned_rows";
    public const string AbandonedTag = "stream.abandoned";
    public const string BatchSizeTag = "db.operation.batch.size";
    public const string UnlinkedCallersTag = "batch.unlinked_callers";
    public const string CacheNameTag = "cache.name";
    public const string CacheRequestTypeTag = "cache.request.type";
    public const string CacheLoadOutcomeTag = "cache.load.outcome";
    public const string SecondLevelNameTag = "cache.second_level.name";

    /// <summary>The error type of every cancellation, whatever exception carried it.</summary>
    public const string CancelledError = "System.OperationCanceledException";

    public static readonly KeyValuePair<string, object?> Hit = new(CacheRequestTypeTag, "hit");
    public static readonly KeyValuePair<string, object?> Miss = new(CacheRequestTypeTag, "miss");

    public static readonly KeyValuePair<string, object?> Success = new(CacheLoadOutcomeTag, "success");
    public static readonly KeyValuePair<string, object?> Failure = new(CacheLoadOutcomeTag, "failure");

    public static readonly ActivitySource Source = new(Name);

    public static readonly Histogram<double> OperationDuration = Meter.CreateHistogram(
        "db.client.operation.duration",
        "s",
        "Duration of operations that reached the inner store.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram(
        BatchSizeTag,
        "{item}",
        "Items of a bulk call that was coalesced from single calls.",
        tags: null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096] });

    public static readonly Histogram<long> ReturnedRows = Meter.CreateHistogram(
        "db.client.response.returned_rows",
        "{row}",
        "Items that an operation returned.",
        tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] });

    public static Meter Meter => MeterHolder.Meter;

    /// <summary>Its own holder, so that the order of the fields above does not matter.</summary>
    private static class MeterHolder
    {
        public static readonly Meter Meter = new(Name);
    }
}
