namespace Rote.Buffering;

/// <summary>Where a write is. It only moves down this list.</summary>
internal enum WriteState
{
    /// <summary>Waits for room: not accepted.</summary>
    Waiting,

    /// <summary>In its partition's queue.</summary>
    Queued,

    /// <summary>In a bulk call, or in a commit that is about to make one.</summary>
    Sent,

    /// <summary>Failed; offered to the dead-letter callback.</summary>
    Failed,

    /// <summary>Over.</summary>
    Settled,
}
