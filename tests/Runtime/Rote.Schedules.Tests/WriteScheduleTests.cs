using System.Globalization;

namespace Rote.Schedules.Tests;

/// <summary>
/// Write-behind under every order and fault that a seed can choose. <c>ROTE_SCHEDULES</c>: how many; <c>ROTE_SEED</c>: replays
/// one.
/// </summary>
public sealed class WriteScheduleTests(ITestOutputHelper output)
{
    private const int UsualSchedules = 2_500;
    private const long FirstSeed = 1;

    [Fact]
    public void Schedules_OfOneBuffer_ConserveWritesAndKeepTheirOrder()
    {
        if (Number("ROTE_SEED") is { } seed)
        {
            string replay = ScheduleRun.ReplayWrites(seed);
            output.WriteLine(replay);
            Assert.EndsWith("held", replay.TrimEnd(), StringComparison.Ordinal);
            return;
        }

        long began = TimeProvider.System.GetTimestamp();
        int count = (int)(Number("ROTE_SCHEDULES") ?? UsualSchedules);
        string? failure = ScheduleRun.CheckWrites(FirstSeed, count);
        Assert.True(failure is null, failure);
        output.WriteLine($"{count} schedules held in {TimeProvider.System.GetElapsedTime(began)}");
    }

    [Fact]
    public void Fingerprints_OfTheSameSeeds_AreTheSame()
    {
        var first = ScheduleRun.FingerprintsOfWrites(1, 500);

        Assert.Equal(first, ScheduleRun.FingerprintsOfWrites(1, 500));
        Assert.True(first.Distinct().Count() > 480, "Schedules hardly differ.");
        output.WriteLine($"{first.Average(schedule => schedule.Steps):F0} steps in a schedule");
    }

    private static long? Number(string variable)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
