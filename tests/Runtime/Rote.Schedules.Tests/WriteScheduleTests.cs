namespace Rote.Schedules.Tests;

/// <summary>
/// Write-behind under every order and fault that a seed can choose. <c>ROTE_SCHEDULES</c>: how many; <c>ROTE_SEED</c>: replays
/// one.
/// </summary>
public sealed class WriteScheduleTests(ITestOutputHelper output)
{
    private const int UsualSchedules = 2_500;

    [Fact]
    public void Schedules_OfOneBuffer_ConserveWritesAndKeepTheirOrder()
        => Settings.Check(ScheduleKind.Writing, UsualSchedules, output);

    [Fact]
    public void Fingerprints_OfTheSameSeeds_AreTheSame()
    {
        var first = ScheduleRun.Fingerprints(ScheduleKind.Writing, 1, 500);

        Assert.Equal(first, ScheduleRun.Fingerprints(ScheduleKind.Writing, 1, 500));
        Assert.True(first.Distinct().Count() > 480, "Schedules hardly differ.");
        output.WriteLine($"{first.Average(schedule => schedule.Steps):F0} steps in a schedule");
    }
}
