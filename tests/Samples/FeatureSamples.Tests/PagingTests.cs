using PagingSample;

namespace FeatureSamples.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task RunAsync_ListThatChanges_IsReadWithoutGapsAndOnlyByItsOwner()
    {
        var figures = await ReadJob.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((30, 62), (figures.MissedByOffset, figures.TwiceByOffset));
        Assert.Equal((0, 0), (figures.MissedByCursor, figures.TwiceByCursor));
        Assert.NotNull(figures.Tampered);
        Assert.NotNull(figures.OfAnotherUser);
        Assert.NotNull(figures.MadeUp);
        Assert.True(figures.Hold);
        Assert.False((figures with { MissedByCursor = 1 }).Hold);
        Assert.False((figures with { OfAnotherUser = null }).Hold);
    }
}
