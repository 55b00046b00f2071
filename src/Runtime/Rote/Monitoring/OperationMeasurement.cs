using System.Diagnostics;

namespace Rote.Monitoring;

/// <summary>One measured call. End it exactly once; the default value measures nothing.</summary>
public readonly struct OperationMeasurement
{
    private readonly OperationMonitor? _monitor;
    private readonly ExecutionContext? _before;

    internal OperationMeasurement(
        OperationMonitor monitor, Activity? span, ProfiledCall? profile, int series, long? startStamp, ExecutionContext? before)
    {
        _monitor = monitor;
        _before = before;
        Span = span;
        Profile = profile;
        Series = series;
        StartStamp = startStamp;
    }

    internal Activity? Span { get; }

    internal ProfiledCall? Profile { get; }

    /// <summary>The combination of its tags' values.</summary>
    internal int Series { get; }

    /// <summary>When it began, where it is timed.</summary>
    internal long? StartStamp { get; }

    internal bool Timed => StartStamp is not null;

    /// <summary>Ends it as successful.</summary>
    public void Succeed() => _monitor?.Finish(in this, error: null);

    /// <summary>Ends it as successful, with items.</summary>
    /// <param name="items">How many the call has returned.</param>
    public void Succeed(long items) => _monitor?.Finish(in this, items);

    /// <summary>Ends it as failed.</summary>
    /// <param name="exception">
    /// Its type becomes <c>error.type</c>, its message nothing. Every cancellation counts as
    /// <see cref="OperationCanceledException"/> and does not mark the span as an error.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is <see langword="null"/>.</exception>
    public void Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        _monitor?.Finish(in this, exception);
    }

    /// <summary>
    /// Takes its span and its profile out of the running context. A method that is not asynchronous calls it before it returns a
    /// task that ends the measurement: otherwise its caller would go on under the span.
    /// </summary>
    internal void LeaveContext()
    {
        if (Span is not null && Activity.Current == Span)
        {
            if (_before is not null && Span.Parent is { IsStopped: true })
            {
                // Of work that a request has left behind: a span that is over cannot be set again.
                ExecutionContext.Restore(_before);
            }
            else
            {
                Activity.Current = Span.Parent;
            }
        }

        Profile?.Leave();
    }
}
