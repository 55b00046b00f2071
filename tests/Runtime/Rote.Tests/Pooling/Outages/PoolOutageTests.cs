using System.Globalization;
using Rote.Pooling;

namespace Rote.Tests.Pooling.Outages;

/// <summary>
/// Real connections behind a proxy that resets, swallows, delays and half closes them. <c>ROTE_POOL_OUTAGES</c>: how many.
/// </summary>
[Collection("Telemetry")]
public sealed class PoolOutageTests(ITestOutputHelper output)
{
    private const int UsualOutages = 4;

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(2);

    /// <summary>What a busy machine adds to timers that are due.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Outages_OfEachKind_FirstSuccessWithinTwoSecondsAndNobodyIsStuck()
    {
        int outages = int.Parse(
            Environment.GetEnvironmentVariable("ROTE_POOL_OUTAGES") is { Length: > 0 } text ? text : $"{UsualOutages}",
            CultureInfo.InvariantCulture);
        await using var run = new OutageRun();

        IReadOnlyList<TimeSpan> recoveries = await run.RunAsync(outages, TestContext.Current.CancellationToken);

        PoolStatistics at = run.Pool.GetStatistics();
        output.WriteLine(
            $"{recoveries.Count} outages, longest recovery {recoveries.Max()}, longest call {run.LongestCall}: {at}");
        Assert.All(recoveries, recovery => Assert.InRange(recovery, TimeSpan.Zero, Recovery));
        Assert.InRange(run.LongestCall, TimeSpan.Zero, OutageRun.Longest + Slack);
        await PoolRegressionTests.UntilAsync(() => run.Pool.GetStatistics() is { Rented: 0, Opening: 0, Waiting: 0 });
        at = run.Pool.GetStatistics();
        Assert.Equal(at.Idle, at.Open);
        Assert.Equal(at.Opened - at.Closed, at.Idle);
    }
}
