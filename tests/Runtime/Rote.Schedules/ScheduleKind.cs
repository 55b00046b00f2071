namespace Rote.Schedules;

/// <summary>The part of the engine that schedules are about.</summary>
public enum ScheduleKind
{
    /// <summary>One region of a cache.</summary>
    Region,

    /// <summary>One batcher.</summary>
    Batching,

    /// <summary>One write-behind buffer.</summary>
    Writing,
}
