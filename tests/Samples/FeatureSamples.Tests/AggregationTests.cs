using AggregationSample;

namespace FeatureSamples.Tests;

public sealed class AggregationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AggregatedDay_SaysTheSameInFewRows()
    {
        var figures = await UsageJob.RunAsync(Token);

        Assert.Equal(11_520, figures.Plain.Calls);
        Assert.Equal(128, figures.Aggregated.Rows);
        Assert.Equal(11_520, figures.Aggregated.Samples);
        Assert.Equal(2, figures.Aggregated.Merged);
        Assert.InRange(figures.Aggregated.Calls, 64, 70);
        Assert.All(
            WorkingDay.Tenants,
            tenant => Assert.Equal(figures.Plain.TokensOf(tenant), figures.Aggregated.TokensOf(tenant)));
        Assert.True(figures.Hold);
    }

    [Fact]
    public async Task Hold_AnyOtherFigure_IsFalse()
    {
        var figures = await UsageJob.RunAsync(Token);

        Assert.False((figures with { Aggregated = figures.Plain }).Hold);
        Assert.False((figures with { BulkCallsLost = 1 }).Hold);
        Assert.False((figures with { LargestCall = 1 }).Hold);
    }

    [Fact]
    public void MoveTo_TimersOnTheWay_FireAtTheirTimes()
    {
        var clock = new ReplayClock(WorkingDay.Start);
        var fired = new List<DateTimeOffset>();
        using var often = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, Seconds(2), Seconds(3));
        using var once = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, Seconds(4), Timeout.InfiniteTimeSpan);

        clock.MoveTo(WorkingDay.Start + Seconds(9));
        clock.MoveTo(WorkingDay.Start);

        Assert.Equal([2, 4, 5, 8], fired.Select(at => (at - WorkingDay.Start).TotalSeconds));
        Assert.Equal(WorkingDay.Start + Seconds(9), clock.GetUtcNow());
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
