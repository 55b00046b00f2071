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
    private readonly TaggedSeries? _tags;

    internal OperationMonitor(MonitorPolicy policy, TimeProvider time, ILogger? log)
    {
        _policy = policy.Validated();
        _time = time;
        _log = policy.Slow > TimeSpan.Zero ? log : null;
        _operation = new KeyValuePair<string, object?>(RoteTelemetry.OperationNameTag, policy.Operation);
        _tags = policy.Tags.Count == 0 ? null : new TaggedSeries(_operation, policy.Tags, SeriesLimit.Process);
    }

    /// <summary>Whether anybody listens: where not, the operation is called directly.</summary>
    public bool IsEnabled
        => RoteTelemetry.OperationDuration.Enabled
            || RoteTelemetry.ReturnedRows.Enabled
            || RoteTelemetry.Source.HasListeners()
            || _log is not null
            || (_policy.Profile && ProfileInstruments.AreEnabled);

    /// <summary>The combination of the values that its tags have in a call.</summary>
    /// <param name="first">Place of the first tag's value among those that are told apart; -1: it is none of them.</param>
    /// <param name="second">The same of the second tag; ignored where there is none.</param>
    /// <param name="third">The same of the third tag; ignored where there is none.</param>
    /// <returns>A number for <see cref="Start(int)"/>.</returns>
    public int Series(int first, int second = -1, int third = -1) => _tags is null ? 0 : _tags.IndexOf(first, second, third);

    /// <summary>Begins a measurement without tags, or with those of no value that is told apart.</summary>
    /// <returns>The measurement, to be ended exactly once, on any thread.</returns>
    public OperationMeasurement Start() => Start(series: 0);

    /// <summary>
    /// Begins a measurement. A clock is read only for the histogram or the log.
    /// </summary>
    /// <param name="series">What <see cref="Series"/> says of its tags.</param>
    /// <returns>The measurement, to be ended exactly once, on any thread.</returns>
    public OperationMeasurement Start(int series)
    {
        ExecutionContext? before = null;
        Activity? span = null;
        if (RoteTelemetry.Source.HasListeners())
        {
            before = ExecutionContext.Capture();
            span = RoteTelemetry.Source.StartQuietly(_policy.Operation);
            if (span is not null)
            {
                span.SetTag(RoteTelemetry.OperationNameTag, _policy.Operation);
                _tags?.Tag(span, series);
            }
        }

        ProfiledCall? profile = _policy.Profile && (span is not null || ProfileInstruments.AreEnabled)
            ? ProfiledCall.Start()
            : null;
        bool timed = _log is not null || RoteTelemetry.OperationDuration.Enabled;
        return new OperationMeasurement(this, span, profile, series, timed ? _time.GetTimestamp() : null, before);
    }

    internal void Finish(in OperationMeasurement measurement, Exception? error)
    {
        string? errorType = error is null ? null : ErrorTypes.Of(error);
        EndProfile(in measurement);
        if (measurement.StartStamp is { } stamp)
        {
            Record(_time.GetElapsedTime(stamp), in measurement, errorType);
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
        EndProfile(in measurement);
        if (measurement.StartStamp is { } stamp)
        {
            Record(_time.GetElapsedTime(stamp), in measurement, errorType: null);
        }

        Count(in measurement, items);
        measurement.Span?.StopQuietly();
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
        EndProfile(in measurement);
        if (measurement.Timed)
        {
            Record(waited, in measurement, errorType);
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
            if (_tags is null)
            {
                RoteTelemetry.ReturnedRows.RecordQuietly(items, _operation);
            }
            else
            {
                RoteTelemetry.ReturnedRows.RecordQuietly(items, _tags.Of(measurement.Series, error: null));
            }
        }

        measurement.Span?.SetTag(RoteTelemetry.ReturnedRowsTag, BoxedCounts.Of(items));
    }

    private void EndProfile(in OperationMeasurement measurement)
    {
        if (measurement.Profile is { } profile)
        {
            profile.End();
            ProfileInstruments.Record(profile, _operation, measurement.Span);
        }
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

        span.StopQuietly();
    }

    private void Record(TimeSpan elapsed, in OperationMeasurement measurement, string? errorType)
    {
        if (_tags is not null)
        {
            RoteTelemetry.OperationDuration.RecordQuietly(elapsed.TotalSeconds, _tags.Of(measurement.Series, errorType));
        }
        else if (errorType is null)
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
