using Rote.Pooling;

namespace PoolingSample;

/// <summary>What the servers saw, and what the agents got.</summary>
internal sealed record Figures
{
    public required int PlainConnections { get; init; }

    public required int PlainAnswers { get; init; }

    public required int Connections { get; init; }

    public required int Answers { get; init; }

    public required int AnswersInTheOutage { get; init; }

    public required int AnswersAfter { get; init; }

    public required PoolStatistics Pool { get; init; }

    public required ProviderFigures Providers { get; init; }

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => PlainConnections == PoolJob.Calls && PlainAnswers == PoolJob.Calls
            && Connections == PoolJob.MaxConnections && Answers == PoolJob.Calls
            && AnswersInTheOutage == 0 && AnswersAfter == PoolJob.CallsInTheOutage
            && Pool is { Rented: 0, Waiting: 0, TimedOut: 0, Open: >= 1 and <= PoolJob.MaxConnections }
            && Providers == new ProviderFigures(ProviderJob.Calls, ProviderJob.MaxConnections);

    public string ToTable() => $"""
                                             plain     pooled
        calls at once                   {PoolJob.Calls,10} {PoolJob.Calls,10}
        answered                        {PlainAnswers,10} {Answers,10}
        connections to the store        {PlainConnections,10} {Connections,10}
        answered while it is down       {"",10} {AnswersInTheOutage,5} of {PoolJob.CallsInTheOutage}
        answered when it is back        {"",10} {AnswersAfter,5} of {PoolJob.CallsInTheOutage}
        connections for {ProviderJob.Calls} HTTP calls   {Providers.PlainConnections,10} {Providers.Connections,10}
        """;
}
