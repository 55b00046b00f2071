namespace Rote.Schedules.Buffering;

/// <summary>What a program may do.</summary>
internal enum WriteOperation
{
    Add,
    AddUrgent,
    Cancel,
    Flush,
    Settle,
    OpenGate,
    AdvanceClock,
    TakeReturned,
    Dispose,
}
