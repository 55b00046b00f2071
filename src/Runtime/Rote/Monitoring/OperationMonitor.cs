using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Rote.Monitoring;

/// <summary>Measures one operation.</summary>
/// <remarks>
/// Thread-safe; nothing here allocates, except the span of a call that is traced. While nobody listens a call costs the one
/// check of <see cref="IsEnabled"/>, and no clock is read.
/// </remarks>
public sealed class OperationMonitor
{
    private readonly MonitorPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger? _log;
    private readonly KeyValuePair<string, object?> _operation;

    internal OperationMonitor(MonitorPolicy policy, TimeProvider time, ILogger? log)
    {
        _policy = policy.Validated();
        _time = time;
        _log = policy.Slow > TimeSpan.Zero ? log : null;
        _operation = new KeyValuePair<string, object?>(RoteTelemetry.OperationNameTag, policy.Operation);
    }

    /// <summary>Whether anybody listens: where not, the operation is called directly.</summary>
    public bool IsEnabled
        => RoteTelemetry.OperationDuration.Enabled
            || RoteTelemetry.ReturnedRows.Enabled
            || RoteTelemetry.Source.HasListeners()
            || _log is not null;

    /// <summary>
    /// Begins a measurement. A clock is read only for the histogram or the log.
    /// </summary>
    /// <returns>The measurement, to be ended exactly once, on any thread.</returns>
    public OperationMeasurement Start()
    {
        Activity? span = null;
        if (RoteTelemetry.Source.HasListeners())
        {
            span = RoteTelemetry.Source.StartActivity(_policy.Operation, ActivityKind.Internal);
            span?.SetTag(RoteTelemetry.OperationNameTag, _policy.Operation);
        }

        bool timed = _log is not null || RoteTelemetry.OperationDuration.Enabled;
        return new OperationMeasurement(this, span, timed, timed ? _time.GetTimestamp() : 0);
    }

    internal void Finish(in OperationMeasurement measurement, Exception? error)
    {
        string? errorType = error is null ? null : ErrorTypes.Of(error);
        if (measurement.Timed)
        {
            Record(_time.GetElapsedTime(measurement.StartStamp), errorType);
        }

        if (measurement.Span is { } span)
        {
            End(span, error, errorType);
        }
    }

    /// <summary>The clock, for parts of a measurement that is timed.</summary>
    internal long Stamp() => _time.GetTimestamp();

    /// <summary>The time since a stamp.</summary>
    internal TimeSpan Since(long stamp) => _time.GetElapsedTime(stamp);

    /// <summary>Ends the measurement of a call that has returned items.</summary>
    internal void Finish(in OperationMeasurement measurement, long items)
    {
        if (measurement.Timed)
        {
            Record(_time.GetElapsedTime(measurement.StartStamp), errorType: null);
        }

        Count(in measurement, items);
        measurement.Span?.Dispose();
    }

    /// <summary>Ends the measurement of a stream.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="waited">Time that its reader has waited for it.</param>
    /// <param name="items">Items that were read.</param>
    /// <param name="isAbandoned">Whether its reader left before its end.</param>
    /// <param name="error">What ended it, where that was no end of its own.</param>
    internal void FinishStream(
        in OperationMeasurement measurement, TimeSpan waited, long items, bool isAbandoned, Exception? error)
    {
        string? errorType = error is null ? null : ErrorTypes.Of(error);
        if (measurement.Timed)
        {
            Record(waited, errorType);
        }

        Count(in measurement, items);
        if (measurement.Span is { } span)
        {
            if (isAbandoned)
            {
                span.SetTag(RoteTelemetry.AbandonedTag, true);
            }

            End(span, error, errorType);
        }
    }

    private void Count(in OperationMeasurement measurement, long items)
    {
        if (RoteTelemetry.ReturnedRows.Enabled)
        {
            RoteTelemetry.ReturnedRows.RecordQuietly(items, _operation);
        }

        measurement.Span?.SetTag(RoteTelemetry.ReturnedRowsTag, items);
    }

    private static void End(Activity span, Exception? error, string? errorType)
    {
        if (errorType is not null)
        {
            span.SetTag(RoteTelemetry.ErrorTypeTag, errorType);

            // A caller that left is no failure of the store.
            if (error is not OperationCanceledException)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }
        }

        span.Dispose();
    }

    private void Record(TimeSpan elapsed, string? errorType)
    {
        if (errorType is null)
        {
            RoteTelemetry.OperationDuration.RecordQuietly(elapsed.TotalSeconds, _operation);
        }
        else
        {
            RoteTelemetry.OperationDuration.RecordQuietly(
                elapsed.TotalSeconds, _operation, new KeyValuePair<string, object?>(RoteTelemetry.ErrorTypeTag, errorType));
        }

        if (_log is not null && elapsed >= _policy.Slow)
        {
            LogSlow(_log, elapsed);
        }
    }

    private void LogSlow(ILogger log, TimeSpan elapsed)
    {
        try
        {
            RoteLog.SlowOperation(log, _policy.Operation, elapsed.TotalMilliseconds, _policy.Slow.TotalMilliseconds);
        }
        catch (Exception)
        {
            // The application's log fails, and there is nowhere to say so. The operation itself has not: its caller gets what the
            // store answered.
        }
    }
}
