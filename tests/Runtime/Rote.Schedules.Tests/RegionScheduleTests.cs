using System.Globalization;

namespace Rote.Schedules.Tests;

/// <summary>
/// The engine under every order that a seed can choose. <c>ROTE_SCHEDULES</c>: how many; <c>ROTE_SEED</c>: replays one.
/// </summary>
public sealed class RegionScheduleTests(ITestOutputHelper output)
{
    private const int UsualSchedules = 20_000;
    private const long FirstSeed = 1;

    [Fact]
    public void Schedules_OfOneRegion_KeepTheRules()
    {
        if (Number("ROTE_SEED") is { } seed)
        {
            string replay = ScheduleRun.Replay(seed);
            output.WriteLine(replay);
            Assert.EndsWith("held", replay.TrimEnd(), StringComparison.Ordinal);
            return;
        }

        long began = TimeProvider.System.GetTimestamp();
        int count = (int)(Number("ROTE_SCHEDULES") ?? UsualSchedules);
        string? failure = ScheduleRun.Check(FirstSeed, count);
        Assert.True(failure is null, failure);
        output.WriteLine($"{count} schedules held in {TimeProvider.System.GetElapsedTime(began)}");
    }

    private static long? Number(string variable)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
