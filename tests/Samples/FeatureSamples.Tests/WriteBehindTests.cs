using WriteBehindSample;

namespace FeatureSamples.Tests;

public sealed class WriteBehindTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_DecoratedLog_LosesNothingForATenthOfTheCommits()
    {
        var figures = await SessionJob.RunAsync(Token);

        Assert.Equal((400, 397, 3), (figures.PlainCommits, figures.PlainStored, figures.PlainRefused));
        Assert.InRange(figures.Commits, 16, 40);
        Assert.Equal((399, 1, 1), (figures.Stored, figures.OnTheShelf, figures.Repaired));
        Assert.Equal((0, 1), (figures.PlainOutOfOrder, figures.OutOfOrder));
        Assert.True(figures.Hold);
    }

    [Fact]
    public async Task Hold_AnyOtherFigure_IsFalse()
    {
        var figures = await SessionJob.RunAsync(Token);

        Assert.False((figures with { Commits = 400 }).Hold);
        Assert.False((figures with { Stored = figures.Stored - 1 }).Hold);
        Assert.False((figures with { Read = figures.Read - 1 }).Hold);
        Assert.False((figures with { OutOfOrder = 2 }).Hold);
        Assert.False((figures with { Repaired = 0 }).Hold);
        Assert.False((figures with { Buffer = figures.Buffer with { Accepted = 0 } }).Hold);
    }
}
