using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rote.Monitoring;

/// <summary>The instruments of operations that ask for a profile.</summary>
internal static class ProfileInstruments
{
    public const string AllocatedBytesTag = "operation.allocated_bytes";
    public const string InnerCallsTag = "operation.inner_calls";

    private static readonly Histogram<long> Allocated = RoteTelemetry.Meter.CreateHistogram(
        "operation.allocated",
        "By",
        "Bytes that an operation allocated.",
        tags: null,
        new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [128, 512, 2_048, 8_192, 32_768, 131_072, 524_288, 2_097_152, 8_388_608, 33_554_432],
        });

    private static readonly Histogram<long> InnerCalls = RoteTelemetry.Meter.CreateHistogram(
        "operation.inner_calls",
        "{call}",
        "Calls of inner stores that an operation made.",
        tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000] });

    public static bool AreEnabled => Allocated.Enabled || InnerCalls.Enabled;

    /// <summary>Records a call that has ended.</summary>
    public static void Record(ProfiledCall call, KeyValuePair<string, object?> operation, Activity? span)
    {
        long bytes = call.AllocatedBytes;
        long calls = call.InnerCalls;
        Allocated.RecordQuietly(bytes, operation);
        InnerCalls.RecordQuietly(calls, operation);
        span?.SetTag(AllocatedBytesTag, bytes);
        span?.SetTag(InnerCallsTag, BoxedCounts.Of(calls));
    }
}
