using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rote.Bench.Monitoring;

/// <summary>What a careful user writes: a clock, a histogram and a span, behind a look at who listens.</summary>
internal sealed class HandWrittenStore(IMeasuredStore inner) : IMeasuredStore
{
    /// <summary>Name of its meter and its source.</summary>
    public const string Telemetry = "Rote.Bench.HandWritten";

    private static readonly ActivitySource Source = new(Telemetry);
    private static readonly Meter Meter = new(Telemetry);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("operation.duration", "s");

    private static bool IsEnabled => Duration.Enabled || Source.HasListeners();

    public int Read(string id)
    {
        if (!IsEnabled)
        {
            return inner.Read(id);
        }

        using var span = Source.StartActivity("IMeasuredStore.Read");
        span?.SetTag("db.operation.name", "IMeasuredStore.Read");
        var stamp = Stopwatch.GetTimestamp();
        try
        {
            var result = inner.Read(id);
            Record("IMeasuredStore.Read", stamp);
            return result;
        }
        catch (Exception error)
        {
            Fail("IMeasuredStore.Read", stamp, span, error);
            throw;
        }
    }

    public ValueTask<int> ReadAsync(string id) => IsEnabled ? ReadMeasuredAsync(id) : inner.ReadAsync(id);

    public Task<int> FetchAsync(string id) => IsEnabled ? FetchMeasuredAsync(id) : inner.FetchAsync(id);

    private async ValueTask<int> ReadMeasuredAsync(string id)
    {
        using var span = Source.StartActivity("IMeasuredStore.ReadAsync");
        span?.SetTag("db.operation.name", "IMeasuredStore.ReadAsync");
        var stamp = Stopwatch.GetTimestamp();
        try
        {
            var result = await inner.ReadAsync(id).ConfigureAwait(false);
            Record("IMeasuredStore.ReadAsync", stamp);
            return result;
        }
        catch (Exception error)
        {
            Fail("IMeasuredStore.ReadAsync", stamp, span, error);
            throw;
        }
    }

    private async Task<int> FetchMeasuredAsync(string id)
    {
        using var span = Source.StartActivity("IMeasuredStore.FetchAsync");
        span?.SetTag("db.operation.name", "IMeasuredStore.FetchAsync");
        var stamp = Stopwatch.GetTimestamp();
        try
        {
            var result = await inner.FetchAsync(id).ConfigureAwait(false);
            Record("IMeasuredStore.FetchAsync", stamp);
            return result;
        }
        catch (Exception error)
        {
            Fail("IMeasuredStore.FetchAsync", stamp, span, error);
            throw;
        }
    }

    private static void Record(string operation, long stamp)
        => Duration.Record(
            Stopwatch.GetElapsedTime(stamp).TotalSeconds, new KeyValuePair<string, object?>("db.operation.name", operation));

    private static void Fail(string operation, long stamp, Activity? span, Exception error)
    {
        Duration.Record(
            Stopwatch.GetElapsedTime(stamp).TotalSeconds,
            new KeyValuePair<string, object?>("db.operation.name", operation),
            new KeyValuePair<string, object?>("error.type", error.GetType().FullName));
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
