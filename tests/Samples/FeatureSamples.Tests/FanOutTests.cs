using FanOutSample;

namespace FeatureSamples.Tests;

public sealed class FanOutTests
{
    [Fact]
    public async Task RunAsync_OneMemoryIsDownAndOneHangs_AnswersFromTheOthersAndSaysWhichAreMissing()
    {
        var figures = await RecallJob.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 10), (figures.PlainAnswers, figures.Answers));
        Assert.Equal(1, figures.DifferentAnswers);
        Assert.Equal(20, figures.Missing);
        Assert.Equal(2, figures.NotForgottenBy);
        Assert.Equal([2, 1], figures.Facts);
        Assert.True(figures.Hold);
        Assert.False((figures with { DifferentAnswers = 2 }).Hold);
        Assert.False((figures with { NotForgottenBy = 0 }).Hold);
    }
}
