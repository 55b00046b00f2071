using System.Diagnostics;

namespace Rote.Monitoring;

/// <summary>
/// The span of a bulk call, linked to the spans of its callers unless they have but one that runs, and the flow that its round
/// trips are counted for.
/// </summary>
/// <remarks>Begun inside an asynchronous method in a clean context: it changes that context and leaves it changed.</remarks>
internal readonly struct BulkSpan
{
    private readonly Activity? _span;

    private BulkSpan(Activity? span) => _span = span;

    /// <summary>Name of the span of an operation's bulk calls.</summary>
    public static string NameOf(string operation) => "BATCH " + operation;

    /// <summary>Begins it.</summary>
    /// <param name="name">Name of the span.</param>
    /// <param name="operation">The single-item operation.</param>
    /// <param name="items">Items of the bulk call.</param>
    /// <param name="callers">Who made the calls.</param>
    public static BulkSpan Start(string name, string operation, int items, Callers callers)
    {
        if (callers.Flow is { } flow)
        {
            CallerFlow.Enter(flow);
        }

        if (callers.Links.Count == 0)
        {
            return default;
        }

        // As if there were no batcher: a lone caller's bulk call runs under its own span, unless that is over.
        if (callers.OnlySpan is { IsStopped: false } only)
        {
            Activity.Current = only;
            return default;
        }

        try
        {
            return new BulkSpan(StartLinked(name, operation, items, callers));
        }
        catch (Exception)
        {
            // A listener runs in the call, and what it throws must not cost the callers their items.
            return default;
        }
    }

    /// <summary>Ends it.</summary>
    /// <param name="error">What the bulk call threw.</param>
    public void End(Exception? error)
    {
        if (_span is null)
        {
            return;
        }

        if (error is not null)
        {
            _span.SetTag(RoteTelemetry.ErrorTypeTag, ErrorTypes.Of(error));
            if (error is not OperationCanceledException)
            {
                _span.SetStatus(ActivityStatusCode.Error);
            }
        }

        _span.StopQuietly();
    }

    private static Activity? StartLinked(string name, string operation, int items, Callers callers)
    {
        Activity? span = RoteTelemetry.Source.StartActivity(
            name, ActivityKind.Internal, parentContext: default, tags: null, links: callers.Links);
        if (span is not null)
        {
            span.SetTag(RoteTelemetry.OperationNameTag, operation);
            span.SetTag(RoteTelemetry.BatchSizeTag, BoxedCounts.Of(items));
            if (callers.Unlinked > 0)
            {
                span.SetTag(RoteTelemetry.UnlinkedCallersTag, callers.Unlinked);
            }
        }

        return span;
    }
}
