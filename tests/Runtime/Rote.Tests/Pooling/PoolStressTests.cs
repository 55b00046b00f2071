using System.Globalization;
using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>
/// Real threads over one pool that cancels, fails, recycles and is cleared all the time. <c>ROTE_POOL_RENTS</c>: how many rents.
/// </summary>
public sealed class PoolStressTests(ITestOutputHelper output)
{
    private const int UsualRents = 200_000;

    [Fact]
    public async Task Rents_ThirtyPercentCancelled_NeverTwoOwnersAndNoPermitLost()
    {
        int rents = int.Parse(
            Environment.GetEnvironmentVariable("ROTE_POOL_RENTS") is { Length: > 0 } text ? text : $"{UsualRents}",
            CultureInfo.InvariantCulture);
        var run = new CancelledRents();
        long began = TimeProvider.System.GetTimestamp();

        await run.RunAsync(rents);

        Assert.Null(run.Broken);
        await PoolRegressionTests.UntilAsync(() => run.Pool.GetStatistics() is { Rented: 0, Opening: 0, Waiting: 0 });
        run.Fails = false;
        await PoolAssert.HoldsAllPermitsAsync(run.Pool, CancelledRents.MaxConnections);
        PoolStatistics at = run.Pool.GetStatistics();
        await run.Pool.DisposeAsync();
        Assert.Equal(0, run.Pool.GetStatistics().Open);
        output.WriteLine($"{run.Rented} rented, {run.Cancelled} cancelled, {run.Failed} failed in "
            + $"{TimeProvider.System.GetElapsedTime(began)}: {at}");
        Assert.True(run.Rented > 0 && run.Cancelled > 0 && at.Failed > 0 && at.Closed > 0, at.ToString());
    }
}
