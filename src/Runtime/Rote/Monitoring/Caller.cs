using System.Diagnostics;

namespace Rote.Monitoring;

/// <summary>
/// Who has made a call, for an engine that answers it elsewhere: one reference, which is <see langword="null"/> where nobody
/// wants to know. It is the span, the flow, or both.
/// </summary>
internal static class Caller
{
    /// <summary>Whether anybody wants to know who makes bulk calls.</summary>
    public static bool IsWanted => RoteTelemetry.Source.HasListeners() || RoundTrips.AreCounted;

    /// <summary>The running caller, where anybody wants to know. Allocates only where a traced caller is counted, too.</summary>
    public static object? Capture() => IsWanted ? With(CaptureSpan()) : null;

    /// <summary>The running caller's span, where anybody listens. Who does not wait has no part in a round trip.</summary>
    public static Activity? CaptureSpan() => RoteTelemetry.Source.HasListeners() ? Activity.Current : null;

    /// <summary>The running caller and its span, whoever listens to that.</summary>
    public static object? CaptureTraced() => With(Activity.Current);

    /// <summary>The span of a caller.</summary>
    public static Activity? SpanOf(object? caller) => caller as Activity ?? (caller as Both)?.Span;

    /// <summary>The flow of a caller.</summary>
    public static CallerFlow? FlowOf(object? caller) => caller as CallerFlow ?? (caller as Both)?.Flow;

    /// <summary>Runs from here on as if the caller did.</summary>
    public static void Resume(object? caller)
    {
        if (SpanOf(caller) is { } span)
        {
            Activity.Current = span;
        }

        if (FlowOf(caller) is { } flow)
        {
            CallerFlow.Enter(flow);
        }
    }

    private static object? With(Activity? span)
        => CallerFlow.Current is not { } flow ? span
            : span is null ? flow
            : new Both(span, flow);

    private sealed record Both(Activity Span, CallerFlow Flow);
}
