using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>Tells metrics, log and callback what became of samples. Never throws.</summary>
internal sealed class AggregationReporter<TSeries>(
    string operation, ILogger? log, Action<LostAggregates<TSeries>>? onLost)
    where TSeries : notnull
{
    private readonly KeyValuePair<string, object?> _operation = new(RoteTelemetry.OperationNameTag, operation);

    public void Calling(int aggregates)
    {
        if (RoteTelemetry.BatchSize.Enabled)
        {
            RoteTelemetry.BatchSize.RecordQuietly(aggregates, _operation);
        }
    }

    public void Delivered(long samples) => Count(samples, AggregationTelemetry.Delivered);

    public void NonFinite() => Count(1, AggregationTelemetry.NonFinite);

    public void NotDelivered(Exception error, int aggregates, int attempt)
        => Log(log => AggregationLog.NotDelivered(log, error, operation, aggregates, attempt));

    public void Lost(IReadOnlyList<Aggregate<TSeries>> aggregates, long samples, Exception? error)
    {
        Count(samples, AggregationTelemetry.Lost);
        Log(log => AggregationLog.Lost(log, error, operation, aggregates.Count, samples));
        try
        {
            onLost?.Invoke(new LostAggregates<TSeries>(operation, aggregates, error));
        }
        catch (Exception thrown)
        {
            Log(log => AggregationLog.CallbackFailed(log, thrown, operation));
        }
    }

    private void Count(long samples, KeyValuePair<string, object?> outcome)
    {
        Counter<long> counter = AggregationTelemetry.Samples;
        if (counter.Enabled)
        {
            counter.AddQuietly(samples, _operation, outcome);
        }
    }

    private void Log(Action<ILogger> write)
    {
        if (log is null)
        {
            return;
        }

        try
        {
            write(log);
        }
        catch (Exception)
        {
            // The application's log fails, and there is nowhere to say so. The samples are counted, and the callback told.
        }
    }
}
