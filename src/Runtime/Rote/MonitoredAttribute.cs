namespace Rote;

/// <summary>
/// Measures a method: a span, its duration, its errors by type and its cache outcome, on the meter and activity source named
/// <c>Rote</c>.
/// </summary>
/// <remarks>
/// Costs one check while nobody listens. Results never become tags, arguments only by <see cref="MonitoredTagAttribute"/>.
/// Durations are in seconds, in <c>db.client.operation.duration</c>; a hit of a cached method is counted, not timed.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class MonitoredAttribute : Attribute
{
    /// <summary>Name of the operation in spans and metrics. Default: interface and method name.</summary>
    public string? Operation { get; set; }

    /// <summary>Calls that take at least this many milliseconds are logged as warnings. 0, the default: none.</summary>
    public int SlowMilliseconds { get; set; }

    /// <summary>
    /// Measures while somebody listens also what the call allocates, in <c>operation.allocated</c>, and how often it asks inner
    /// stores, in <c>operation.inner_calls</c>. For a closer look: a profiled call allocates objects of its own.
    /// </summary>
    public bool Profile { get; set; }
}
