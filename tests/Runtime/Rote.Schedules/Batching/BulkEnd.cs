namespace Rote.Schedules.Batching;

/// <summary>How a bulk call goes.</summary>
internal enum BulkEnd
{
    AnswersAtOnce,
    AnswersLater,
    ThrowsAtOnce,
    ThrowsLater,

    /// <summary>Throws an <see cref="OperationCanceledException"/> that no caller asked for.</summary>
    CancelsLater,

    /// <summary>Answers, but not for all items, where it can say so; otherwise throws.</summary>
    FailsSome,

    /// <summary>Answers with one result too few, where there are results.</summary>
    Misaligned,

    /// <summary>Never answers, until it is cancelled.</summary>
    Hangs,

    /// <summary>Never answers, and does not look at its token.</summary>
    HangsDeaf,

    /// <summary>Keeps its thread until it answers.</summary>
    BlocksThread,
}
