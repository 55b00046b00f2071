namespace AggregationSample;

/// <summary>What both ways of recording cost, and that they say the same.</summary>
internal sealed record Figures
{
    private const int QuartersOfTheDay = 4 * WorkingDay.Hours;

    public required int Recorded { get; init; }

    public required UsageStore Plain { get; init; }

    public required UsageStore Aggregated { get; init; }

    public required int BulkCallsLost { get; init; }

    public required int LargestCall { get; init; }

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => Plain.Calls == Recorded && Aggregated.Rows == SeriesCount * QuartersOfTheDay && Aggregated.Calls * 50 <= Plain.Calls
            && Aggregated.Samples == Recorded && Aggregated.Merged == WorkingDay.Tenants.Length && BulkCallsLost == 0
            && Aggregated.LargestCall() == LargestCall
            && WorkingDay.Tenants.All(tenant => Plain.TokensOf(tenant) == Aggregated.TokensOf(tenant));

    private static int SeriesCount => WorkingDay.Tenants.Length * WorkingDay.Agents.Length;

    public string ToTable() => $"""
                                       plain  decorated
        model calls recorded      {Recorded,10} {Recorded,10}
        calls of the store        {Plain.Calls,10} {Aggregated.Calls,10}
        rows it has               {Plain.Rows,10} {Aggregated.Rows,10}
          of them merged, late    {"",10} {Aggregated.Merged,10}
        tokens of acme            {Plain.TokensOf("acme"),10} {Aggregated.TokensOf("acme"),10}
        tokens of globex          {Plain.TokensOf("globex"),10} {Aggregated.TokensOf("globex"),10}
        """;
}
