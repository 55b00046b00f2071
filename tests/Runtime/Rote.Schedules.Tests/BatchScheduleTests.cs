namespace Rote.Schedules.Tests;

/// <summary>
/// Batching under every order that a seed can choose, over a store that fails, hangs and is cancelled: every call ends once, with
/// what is its own, and what is accepted is delivered or reported. See <see cref="Settings"/>.
/// </summary>
public sealed class BatchScheduleTests(ITestOutputHelper output)
{
    private const int UsualSchedules = 2_500;

    [Fact]
    public void Schedules_OfOneBatcher_KeepTheRules() => Settings.Check(ScheduleKind.Batching, UsualSchedules, output);
}
