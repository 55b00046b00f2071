namespace Rote.Schedules.Batching;

/// <summary>What a program can do next.</summary>
internal enum BatchOperation
{
    Ask,
    AskAndBlock,
    AskMany,
    Cancel,
    OpenGate,
    AdvanceClock,
    LookAtHeld,
    Dispose,
}
