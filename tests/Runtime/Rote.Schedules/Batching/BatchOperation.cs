namespace Rote.Schedules.Batching;

/// <summary>What a program can do next.</summary>
internal enum BatchOperation
{
    Ask,
    AskAndBlock,
    Cancel,
    OpenGate,
    AdvanceClock,
    LookAtHeld,
    Dispose,
}
