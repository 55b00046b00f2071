using Rote.Buffering;

namespace WriteBehindSample;

/// <summary>What the two logs cost, and what became of every turn.</summary>
internal sealed record Figures
{
    private const int Said = 400;

    /// <summary>⌈log2 25⌉ + 1 more commits find a poison turn among 25; a retry and a repaired turn take one each.</summary>
    private const int MostCommits = (Said / SessionService.MaxCommitSize) + (2 * 6) + 1 + 1;

    public required int PlainCommits { get; init; }

    public required int PlainStored { get; init; }

    public required int PlainRefused { get; init; }

    public required int Commits { get; init; }

    public required int Stored { get; init; }

    public required int PlainOutOfOrder { get; init; }

    /// <summary>A repaired turn takes its place where it is written again; all others keep theirs.</summary>
    public required int OutOfOrder { get; init; }

    public required int Read { get; init; }

    public required int OnTheShelf { get; init; }

    public required int Repaired { get; init; }

    public required WriteBehindStatistics Buffer { get; init; }

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => PlainCommits == Said && Commits <= MostCommits
            && PlainStored + PlainRefused == Said && Stored + OnTheShelf == Said
            && PlainOutOfOrder == 0 && OutOfOrder == Repaired
            && Read == Script.TurnsPerSession && OnTheShelf == 1 && Repaired == 1
            && Buffer is { Pending: 0, Retries: 1 }
            && Buffer.Accepted == Buffer.Delivered + Buffer.DeadLettered + Buffer.Returned;

    public string ToTable() => $"""
                                      plain  decorated
        turns said               {Said,10} {Said,10}
        commits of the store     {PlainCommits,10} {Commits,10}
        turns stored             {PlainStored,10} {Stored,10}
          of them shortened      {"",10} {Repaired,10}
          of them out of order   {PlainOutOfOrder,10} {OutOfOrder,10}
        turns on the shelf       {"",10} {OnTheShelf,10}
        turns lost               {PlainRefused,10} {Said - Stored - OnTheShelf,10}
        """;
}
