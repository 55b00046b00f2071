using BackgroundWorkSample;

namespace FeatureSamples.Tests;

public sealed class BackgroundWorkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Queue_TakesTaggingOffTheAgentsPath()
    {
        var figures = await TaggingJob.RunAsync(Token);

        Assert.Equal((240, 120, 120), (figures.PlainWaits, figures.QueuedWaits, figures.TaggedBehind));
        Assert.Equal((119, 119), (figures.PlainTagged, figures.QueuedTagged));
        Assert.Equal((1, 0, 1), (figures.PlainFailures, figures.QueuedFailures, figures.Reported));
        Assert.True(figures.Hold);
    }

    [Fact]
    public async Task RunAsync_HurriedStop_HandsEverythingBack()
    {
        var stop = await HurriedStop.RunAsync(Enumerable.Range(1, 20).Select(id => new Memory($"{id}", "a word")), Token);

        Assert.Equal(new HurriedStop(Accepted: 10, Refused: 1, NotStarted: 8, Interrupted: 2), stop);
    }

    [Fact]
    public async Task Hold_AnyOtherFigure_IsFalse()
    {
        var figures = await TaggingJob.RunAsync(Token);

        Assert.False((figures with { QueuedWaits = figures.PlainWaits }).Hold);
        Assert.False((figures with { QueuedTagged = 120 }).Hold);
        Assert.False((figures with { Reported = 0 }).Hold);
        Assert.False((figures with { Hurried = figures.Hurried! with { NotStarted = 7 } }).Hold);
    }
}
