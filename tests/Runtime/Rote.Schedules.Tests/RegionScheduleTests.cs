namespace Rote.Schedules.Tests;

/// <summary>The cache under every order that a seed can choose; see <see cref="Settings"/>.</summary>
public sealed class RegionScheduleTests(ITestOutputHelper output)
{
    private const int UsualSchedules = 20_000;

    [Fact]
    public void Schedules_OfOneRegion_KeepTheRules() => Settings.Check(ScheduleKind.Region, UsualSchedules, output);
}
