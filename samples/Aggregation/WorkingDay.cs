namespace AggregationSample;

/// <summary>Eight hours of model calls: random, and the same in every run.</summary>
internal static class WorkingDay
{
    public const int Hours = 8;

    public const int SecondsBetweenCalls = 10;

    public static readonly string[] Tenants = ["acme", "globex"];

    public static readonly string[] Agents = ["planner", "coder"];

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private const int Seed = 4242;

    /// <summary>A laptop is offline from 11:00 to 11:05, and sends what it has at noon.</summary>
    private static readonly DateTimeOffset OfflineFrom = Start.AddHours(2);
    private static readonly DateTimeOffset OfflineUntil = OfflineFrom.AddMinutes(5);
    private static readonly DateTimeOffset OnlineAgain = Start.AddHours(3);

    /// <summary>Every call, in the order in which its record arrives.</summary>
    public static IReadOnlyList<ModelCall> Calls()
    {
        var random = new Random(Seed);
        return [.. AllCalls(random).OrderBy(call => call.Arrives)];
    }

    private static IEnumerable<ModelCall> AllCalls(Random random)
        => from second in Enumerable.Range(0, Hours * 3600 / SecondsBetweenCalls)
           let at = Start.AddSeconds(second * SecondsBetweenCalls)
           from tenant in Tenants
           from agent in Agents
           select new ModelCall(
               tenant, agent, "large", random.Next(100, 8_000), at, agent == "coder" && IsOffline(at) ? OnlineAgain : at);

    private static bool IsOffline(DateTimeOffset at) => at >= OfflineFrom && at < OfflineUntil;
}
