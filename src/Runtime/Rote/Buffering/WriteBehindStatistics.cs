namespace Rote.Buffering;

/// <summary>What a write-behind buffer has done since it was made, and what it holds now.</summary>
/// <remarks>
/// At every moment <see cref="Accepted"/> = <see cref="Delivered"/> + <see cref="DeadLettered"/> + <see cref="Returned"/> +
/// <see cref="Pending"/>.
/// </remarks>
/// <param name="Accepted">Writes taken into the buffer. A call that waits for room is not among them.</param>
/// <param name="Delivered">Writes whose bulk call succeeded.</param>
/// <param name="DeadLettered">Writes that failed and that the dead-letter callback took.</param>
/// <param name="Returned">
/// Writes handed back: their callers left before they were sent, or got the exception, or they are waiting to be taken back.
/// </param>
/// <param name="Pending">Writes in the buffer or in a bulk call now.</param>
/// <param name="WaitingForRoom">Calls that wait for room now.</param>
/// <param name="Commits">Bulk calls made: what the buffer costs.</param>
/// <param name="FailedCommits">Those that threw or took too long.</param>
/// <param name="Retries">Those that repeated a failed one.</param>
public readonly record struct WriteBehindStatistics(
    long Accepted,
    long Delivered,
    long DeadLettered,
    long Returned,
    int Pending,
    int WaitingForRoom,
    long Commits,
    long FailedCommits,
    long Retries);
