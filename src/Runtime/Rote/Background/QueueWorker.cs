using System.Diagnostics;
using Rote.Monitoring;

namespace Rote.Background;

/// <summary>Takes items and gives them to the handler, one after the other, until the queue is stopped and empty.</summary>
/// <remarks>
/// It is started on the pool without a context, so handlers see nothing of whoever enqueued first. The item it runs belongs to
/// the queue's lock.
/// </remarks>
internal sealed class QueueWorker<TItem>(
    BackgroundQueue<TItem> queue,
    Func<TItem, CancellationToken, ValueTask> handler,
    BackgroundQueueOptions<TItem> options,
    CancellationToken cancellationToken) : IThreadPoolWorkItem
{
    private readonly KeyValuePair<string, object?> _name = new(QueueInstruments.NameTag, options.Name);
    private readonly string _operation = "process " + options.Name;

    /// <summary>Whether <see cref="Item"/> is in the handler and not returned. Guarded by the queue's lock.</summary>
    public bool IsRunning { get; set; }

    /// <summary>The item in the handler. Guarded by the queue's lock.</summary>
    public TItem? Item { get; set; }

    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (queue.TryTake(this, out QueuedItem<TItem> queued))
            {
                await ProcessAsync(queued).ConfigureAwait(false);
            }
        }

        queue.OnWorkerEnded();
    }

    /// <summary>A method of its own for each item: what a handler changes in its context is gone with it.</summary>
    private async ValueTask ProcessAsync(QueuedItem<TItem> queued)
    {
        Activity? span = StartSpan(queued.Parent);
        long start = QueuedItem<TItem>.Untimed;
        if (queued.Stamp != QueuedItem<TItem>.Untimed || QueueInstruments.ProcessDuration.Enabled)
        {
            start = options.TimeProvider.GetTimestamp();
            RecordWait(queued.Stamp, start);
        }

        Exception? error = null;
        try
        {
            await handler(queued.Item, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        bool isInterrupted = error is OperationCanceledException && cancellationToken.IsCancellationRequested;
        if (start != QueuedItem<TItem>.Untimed && QueueInstruments.ProcessDuration.Enabled)
        {
            double elapsed = options.TimeProvider.GetElapsedTime(start).TotalSeconds;
            QueueInstruments.ProcessDuration.RecordQuietly(elapsed, _name, OutcomeTag(error, isInterrupted));
        }

        EndSpan(span, error);
        queue.OnEnded(this, error, isInterrupted);
    }

    public static KeyValuePair<string, object?> OutcomeTag(Exception? error, bool isInterrupted)
        => isInterrupted ? QueueInstruments.Returned : error is null ? QueueInstruments.Success : QueueInstruments.Failure;

    private void RecordWait(long stamp, long start)
    {
        if (stamp != QueuedItem<TItem>.Untimed && QueueInstruments.WaitDuration.Enabled)
        {
            QueueInstruments.WaitDuration.RecordQuietly(options.TimeProvider.GetElapsedTime(stamp, start).TotalSeconds, _name);
        }
    }

    /// <summary>
    /// A span in the trace of whoever enqueued. Where nobody collects ours, one that is not recorded carries the trace on to
    /// those of the handler: the span of the enqueuer has usually ended and cannot be current any more.
    /// </summary>
    private Activity? StartSpan(ActivityContext parent)
    {
        try
        {
            return StartSpanOf(parent);
        }
        catch (Exception)
        {
            // A listener is broken: the item is processed all the same.
            return null;
        }
    }

    private Activity? StartSpanOf(ActivityContext parent)
    {
        Activity? span = RoteTelemetry.Source.HasListeners()
            ? RoteTelemetry.Source.StartActivity(_operation, ActivityKind.Consumer, parent)
            : null;
        if (span is not null || parent == default)
        {
            return span;
        }

        return new Activity(_operation) { TraceStateString = parent.TraceState }
            .SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags)
            .Start();
    }

    private static void EndSpan(Activity? span, Exception? error)
    {
        if (span is null)
        {
            return;
        }

        if (error is not null)
        {
            bool isCancellation = error is OperationCanceledException;
            string type = error.GetType().FullName ?? error.GetType().Name;
            span.SetTag(RoteTelemetry.ErrorTypeTag, isCancellation ? RoteTelemetry.CancelledError : type);
            if (!isCancellation)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }
        }

        try
        {
            span.Dispose();
        }
        catch (Exception)
        {
            // A listener is broken: the item is over all the same.
        }
    }
}
