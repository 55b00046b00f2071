namespace Rote.Schedules.Tests;

/// <summary>A seed says everything.</summary>
public sealed class DeterminismTests(ITestOutputHelper output)
{
    [Fact]
    public void Fingerprints_OfTheSameSeeds_AreTheSame()
    {
        var first = ScheduleRun.Fingerprints(ScheduleKind.Region, 1, 2_000);
        var second = ScheduleRun.Fingerprints(ScheduleKind.Region, 1, 2_000);

        Assert.Equal(first, second);
        Assert.True(first.Distinct().Count() > 1_900, "Schedules hardly differ.");
        double switches = first.Average(schedule => schedule.Switches);
        Assert.True(switches > 5, $"Actors hardly take turns: {switches} times in a schedule.");
        output.WriteLine($"{first.Average(schedule => schedule.Steps):F0} steps and {switches:F0} switches in a schedule");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(4_242)]
    public void Replay_OfTheSameSeed_TakesTheSameSteps(long seed)
    {
        string trace = ScheduleRun.Replay(ScheduleKind.Region, seed);

        Assert.Equal(trace, ScheduleRun.Replay(ScheduleKind.Region, seed));
        Assert.Contains("lock RegionCore.cs", trace, StringComparison.Ordinal);
        Assert.EndsWith($"seed {seed}: held", trace.TrimEnd(), StringComparison.Ordinal);
    }
}
