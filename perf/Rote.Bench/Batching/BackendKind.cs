namespace Rote.Bench.Batching;

/// <summary>How a backend answers.</summary>
internal enum BackendKind
{
    /// <summary>At once, in the call.</summary>
    Synchronous,

    /// <summary>After a turn through the thread pool.</summary>
    Yielding,

    /// <summary>After a round trip of 200 µs.</summary>
    RoundTrip,
}
