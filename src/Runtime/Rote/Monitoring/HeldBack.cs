namespace Rote.Monitoring;

/// <summary>What is held back.</summary>
/// <param name="Pending">What counts towards the bound.</param>
/// <param name="InFlight">Bulk calls on their way.</param>
/// <param name="Waiting">Callers that wait for room.</param>
internal readonly record struct HeldBack(long Pending, long InFlight, long Waiting);
