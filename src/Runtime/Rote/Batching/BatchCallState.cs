namespace Rote.Batching;

/// <summary>Where a call of a batcher stands. Belongs to the batcher's lock.</summary>
internal enum BatchCallState
{
    /// <summary>Its caller waits.</summary>
    Waiting,

    /// <summary>Its caller has cancelled.</summary>
    Left,

    /// <summary>It has its result or failure, which may still be on its way to the caller.</summary>
    Ended,
}
