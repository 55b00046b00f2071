namespace Rote.Monitoring;

/// <summary>
/// The counters that an asynchronous flow counts its round trips for: those of its budgets, and of measured operations that ask
/// for a profile. Immutable: engines carry it from a caller to the work that is done for it.
/// </summary>
/// <remarks>Thread-safe. While nobody counts it costs the one look at <see cref="RoundTrips.AreCounted"/>.</remarks>
internal sealed class CallerFlow
{
    private static readonly AsyncLocal<CallerFlow?> Local = new();

    private readonly RoundTripCounter[] _counters;

    private CallerFlow(params RoundTripCounter[] counters) => _counters = counters;

    /// <summary>That of the running code; <see langword="null"/>: nobody counts here.</summary>
    public static CallerFlow? Current => RoundTrips.AreCounted ? Local.Value : null;

    /// <summary>From here on the running flow is another.</summary>
    public static void Enter(CallerFlow? flow) => Local.Value = flow;

    /// <summary>A flow that counts for one more counter, and for none that is closed: flows of flows do not grow.</summary>
    public static CallerFlow With(CallerFlow? flow, RoundTripCounter counter)
        => flow is null
            ? new CallerFlow(counter)
            : new CallerFlow([.. flow._counters.Where(static other => !other.IsClosed), counter]);

    /// <summary>A flow that counts once for each counter of two.</summary>
    public static CallerFlow? Union(CallerFlow? one, CallerFlow? other)
        => other is null || ReferenceEquals(one, other) ? one
            : one is null ? other
            : other._counters.All(one._counters.Contains) ? one
            : new CallerFlow([.. one._counters.Union(other._counters)]);

    /// <summary>Counts a round trip.</summary>
    public void Count(string operation)
    {
        foreach (RoundTripCounter counter in _counters)
        {
            counter.Add(operation);
        }
    }
}
