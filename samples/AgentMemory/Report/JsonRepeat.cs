namespace AgentMemory.Report;

/// <summary>Asking again, as <c>--json</c> shows it.</summary>
internal sealed record JsonRepeat(long RoundTrips, double Seconds);
