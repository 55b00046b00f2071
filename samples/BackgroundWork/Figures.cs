using Rote.Background;

namespace BackgroundWorkSample;

/// <summary>What the agent waited for, and what became of every memory.</summary>
internal sealed record Figures
{
    private static readonly HurriedStop ExpectedOfTheStop = new(Accepted: 10, Refused: 1, NotStarted: 8, Interrupted: 2);

    public int TakenIn { get; init; }

    public int PlainWaits { get; init; }

    public int PlainTagged { get; init; }

    public int PlainFailures { get; init; }

    public int QueuedWaits { get; init; }

    public int TaggedBehind { get; init; }

    public int QueuedTagged { get; init; }

    public int QueuedFailures { get; init; }

    public int Reported { get; init; }

    public BackgroundQueueStatistics Queue { get; init; }

    public HurriedStop? Hurried { get; init; }

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => PlainWaits == 2 * TakenIn && QueuedWaits == TakenIn && TaggedBehind == TakenIn
            && PlainTagged == TakenIn - 1 && QueuedTagged == PlainTagged
            && PlainFailures == 1 && QueuedFailures == 0 && Reported == 1
            && Queue is { Queued: 0, Running: 0, Failed: 1, Returned: 0 } && Queue.Processed == TakenIn - 1
            && Hurried == ExpectedOfTheStop;

    public string ToTable() => $"""
                                        plain     queued
        memories taken in          {TakenIn,10} {TakenIn,10}
        round trips waited for     {PlainWaits,10} {QueuedWaits,10}
          made behind its back     {"",10} {TaggedBehind,10}
        memories tagged            {PlainTagged,10} {QueuedTagged,10}
        failures met by the agent  {PlainFailures,10} {QueuedFailures,10}
          reported by the queue    {"",10} {Reported,10}

        a full queue, stopped at once: {Hurried?.Accepted} accepted, {Hurried?.Refused} refused
        handed back: {Hurried?.NotStarted} not started, {Hurried?.Interrupted} interrupted
        """;
}
