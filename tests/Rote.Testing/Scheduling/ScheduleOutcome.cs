namespace Rote.Testing.Scheduling;

/// <summary>How a schedule ended.</summary>
/// <param name="Failure">What went wrong; <see langword="null"/>: every actor came to its end.</param>
/// <param name="Steps">Places at which another actor could have gone on.</param>
/// <param name="Switches">Places at which one did.</param>
/// <param name="Fingerprint">A hash of who passed which place in which order: equal for equal schedules.</param>
/// <param name="Trace">The places in their order, a line each; empty unless it was asked for.</param>
public sealed record ScheduleOutcome(
    string? Failure, int Steps, int Switches, ulong Fingerprint, IReadOnlyList<string> Trace);
