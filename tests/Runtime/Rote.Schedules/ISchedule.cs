using Rote.Testing.Scheduling;

namespace Rote.Schedules;

/// <summary>What one seed stands for: programs over a part of the engine, and the rules that they are held to.</summary>
internal interface ISchedule
{
    /// <summary>Runs it and holds it to the rules.</summary>
    ScheduleOutcome Run(Interleaver interleaver, bool tracing);
}
