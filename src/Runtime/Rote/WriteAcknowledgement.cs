namespace Rote;

/// <summary>When the call of a buffered write completes.</summary>
public enum WriteAcknowledgement
{
    /// <summary>When the write is in the store: a crash loses nothing that was acknowledged.</summary>
    OnFlush,

    /// <summary>
    /// When the write is in the buffer. A crash of the process loses what is buffered, although its callers were told that it is
    /// done; a write that fails later is known to the dead-letter callback only.
    /// </summary>
    OnEnqueue,
}
