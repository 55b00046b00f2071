namespace Rote.Schedules.Caching;

/// <summary>What a program can do next.</summary>
internal enum Operation
{
    Get,
    GetTask,
    GetSynchronously,
    GetMany,
    Cancel,
    OpenGate,
    InvalidateKey,
    InvalidateTag,
    InvalidateTagOfAll,
    InvalidateRegion,
    InvalidateContext,
    AdvanceClock,
}
