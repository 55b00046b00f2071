namespace AgentMemory.Runs;

/// <summary>What the callers of an operation waited.</summary>
/// <param name="Calls">Calls through the interface, whether or not they reached the server.</param>
/// <param name="P50Ms">Milliseconds that half of the calls did not exceed.</param>
/// <param name="P95Ms">Milliseconds that 95 of 100 calls did not exceed.</param>
internal sealed record Latency(int Calls, double P50Ms, double P95Ms)
{
    /// <summary>Percentiles by nearest rank over all the given logs together.</summary>
    public static Latency Of(TimeProvider clock, params ReadOnlySpan<LatencyLog> logs)
    {
        var all = new List<long>();
        foreach (var log in logs)
        {
            all.AddRange(log.Durations);
        }

        all.Sort();
        return new Latency(all.Count, Rank(all, 50, clock), Rank(all, 95, clock));
    }

    private static double Rank(List<long> sorted, int percent, TimeProvider clock)
    {
        if (sorted.Count == 0)
        {
            return 0;
        }

        var rank = ((sorted.Count * (long)percent) + 99) / 100;
        return clock.GetElapsedTime(0, sorted[(int)rank - 1]).TotalMilliseconds;
    }
}
