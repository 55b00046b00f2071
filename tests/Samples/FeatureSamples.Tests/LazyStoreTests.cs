using LazyStoreSample;

namespace FeatureSamples.Tests;

public sealed class LazyStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LazyStore_OpensOnceAndClosesOnce()
    {
        var figures = await IndexJob.RunAsync(Token);

        Assert.Equal(
            new Visit(FailedBefore: 50, OpenedInVain: 1, FailedAfter: 0, Opened: 1, OpenedAgain: 0, LeftOpen: 0), figures.Lazy);
        Assert.Equal((50, 50, 49), (figures.Plain.OpenedInVain, figures.Plain.Opened, figures.Plain.LeftOpen));
        Assert.True(figures.Hold);
    }

    [Fact]
    public async Task Hold_AnyOtherFigure_IsFalse()
    {
        var figures = await IndexJob.RunAsync(Token);

        Assert.False((figures with { Lazy = figures.Plain }).Hold);
        Assert.False((figures with { Lazy = figures.Lazy with { LeftOpen = 1 } }).Hold);
        Assert.False((figures with { Plain = figures.Lazy }).Hold);
    }
}
