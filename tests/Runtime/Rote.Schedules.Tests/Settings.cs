using System.Globalization;

namespace Rote.Schedules.Tests;

/// <summary>What the environment asks for: <c>ROTE_SCHEDULES</c>, how many; <c>ROTE_SEED</c>, which one to replay.</summary>
internal static class Settings
{
    private const long FirstSeed = 1;

    /// <summary>Runs the schedules that are asked for, or replays the one, and fails where they do.</summary>
    public static void Check(ScheduleKind kind, int usual, ITestOutputHelper output)
    {
        if (Number("ROTE_SEED") is { } seed)
        {
            string replay = ScheduleRun.Replay(kind, seed);
            output.WriteLine(replay);
            Assert.EndsWith("held", replay.TrimEnd(), StringComparison.Ordinal);
            return;
        }

        long began = TimeProvider.System.GetTimestamp();
        int count = (int)(Number("ROTE_SCHEDULES") ?? usual);
        string? failure = ScheduleRun.Check(kind, FirstSeed, count);
        Assert.True(failure is null, failure);
        output.WriteLine($"{count} schedules held in {TimeProvider.System.GetElapsedTime(began)}");
    }

    private static long? Number(string variable)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
