namespace LazyStoreSample;

/// <summary>The naive way beside the lazy store.</summary>
internal sealed record Figures(Visit Plain, Visit Lazy)
{
    private static readonly Visit ExpectedOfTheLazy = new(
        FailedBefore: IndexJob.Agents, OpenedInVain: 1, FailedAfter: 0, Opened: 1, OpenedAgain: 0, LeftOpen: 0);

    private static readonly Visit ExpectedOfThePlain = new(
        FailedBefore: IndexJob.Agents,
        OpenedInVain: IndexJob.Agents,
        FailedAfter: 0,
        Opened: IndexJob.Agents,
        OpenedAgain: 0,
        LeftOpen: IndexJob.Agents - 1);

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold => Plain == ExpectedOfThePlain && Lazy == ExpectedOfTheLazy;

    public string ToTable() => $"""
                                          plain  decorated
        agents that ask at once      {IndexJob.Agents,10} {IndexJob.Agents,10}
        openings while it is missing {Plain.OpenedInVain,10} {Lazy.OpenedInVain,10}
          agents that are told so    {Plain.FailedBefore,10} {Lazy.FailedBefore,10}
        openings once it is there    {Plain.Opened,10} {Lazy.Opened,10}
        openings when asked again    {Plain.OpenedAgain,10} {Lazy.OpenedAgain,10}
        left open in the end         {Plain.LeftOpen,10} {Lazy.LeftOpen,10}
        """;
}
