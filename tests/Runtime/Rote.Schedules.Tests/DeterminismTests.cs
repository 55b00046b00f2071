namespace Rote.Schedules.Tests;

/// <summary>A seed says everything.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Fingerprints_OfTheSameSeeds_AreTheSame()
    {
        var first = ScheduleRun.Fingerprints(1, 2_000);
        var second = ScheduleRun.Fingerprints(1, 2_000);

        Assert.Equal(first, second);
        Assert.True(first.Distinct().Count() > 1_900, "Schedules hardly differ.");
        Assert.True(first.Average(schedule => schedule.Switches) > 10, "Actors hardly take turns.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(4_242)]
    public void Replay_OfTheSameSeed_TakesTheSameSteps(long seed)
    {
        string trace = ScheduleRun.Replay(seed);

        Assert.Equal(trace, ScheduleRun.Replay(seed));
        Assert.Contains("lock RegionCore.cs", trace, StringComparison.Ordinal);
        Assert.EndsWith($"seed {seed}: held", trace.TrimEnd(), StringComparison.Ordinal);
    }
}
