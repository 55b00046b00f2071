namespace Rote.Pooling;

/// <summary>What a pool looks like at one moment.</summary>
/// <param name="Open">
/// Connections that count towards the maximum, counted by themselves: always the sum of the next three.
/// </param>
/// <param name="Idle">Connections that are open and not rented.</param>
/// <param name="Rented">Connections that are rented, or being checked for a renter.</param>
/// <param name="Opening">Connections that are being opened.</param>
/// <param name="Waiting">Callers that wait for a connection.</param>
/// <param name="Opened">Openings that succeeded so far.</param>
/// <param name="Failed">Openings that failed so far.</param>
/// <param name="Closed">Connections that left the pool so far.</param>
/// <param name="TimedOut">Callers that waited in vain so far.</param>
public readonly record struct PoolStatistics(
    int Open, int Idle, int Rented, int Opening, int Waiting, long Opened, long Failed, long Closed, long TimedOut);
