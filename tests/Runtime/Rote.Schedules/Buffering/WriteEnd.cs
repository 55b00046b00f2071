namespace Rote.Schedules.Buffering;

/// <summary>How a call of the store, or of the dead-letter callback, ends.</summary>
internal enum WriteEnd
{
    AtOnce,
    Later,
    ThrowsAtOnce,
    ThrowsLater,
    FailsInPassing,
    CancelsItself,
    Hangs,
}
