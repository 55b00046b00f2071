namespace Rote.Batching;

/// <summary>Where a call of a batcher stands.</summary>
internal enum BatchCallState
{
    /// <summary>Its caller waits.</summary>
    Waiting,

    /// <summary>Its caller has cancelled.</summary>
    Left,

    /// <summary>It has its result or failure.</summary>
    Ended,
}
