namespace Rote.Buffering;

/// <summary>How a write ended.</summary>
internal enum WriteOutcome
{
    /// <summary>It is in the store.</summary>
    Delivered,

    /// <summary>The dead-letter callback took it.</summary>
    DeadLettered,

    /// <summary>It was handed back.</summary>
    Returned,
}
