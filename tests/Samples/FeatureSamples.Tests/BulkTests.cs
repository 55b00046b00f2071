using BulkSample;

namespace FeatureSamples.Tests;

public sealed class BulkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_RefusedTexts_FailAlone()
    {
        var figures = await EmbeddingJob.RunAsync(Token);

        Assert.Equal(new Outcome(Calls: 400, Texts: 400, Embedded: 398, Refused: 2), figures.Plain);
        Assert.Equal(new Outcome(Calls: 22, Texts: 350, Embedded: 398, Refused: 2), figures.Split);
        Assert.Equal(figures.Split with { Calls = figures.AtOnce.Calls }, figures.AtOnce);
        Assert.InRange(figures.AtOnce.Calls, 22, 44);
        Assert.True(figures.Hold);
    }

    [Fact]
    public async Task Hold_AnyOtherFigure_IsFalse()
    {
        var figures = await EmbeddingJob.RunAsync(Token);

        Assert.False((figures with { AtOnce = figures.Plain }).Hold);
        Assert.False((figures with { AtOnce = figures.AtOnce with { Calls = 45 } }).Hold);
        Assert.False((figures with { Split = figures.Split with { Refused = 3 } }).Hold);
    }

    [Fact]
    public async Task EmbedManyAsync_MoreTextsThanTheModelTakes_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => new EmbeddingService().EmbedManyAsync(Texts.All, Token).AsTask());

        Assert.Contains("400 texts in one call. Send 16 at most.", refusal.Message, StringComparison.Ordinal);
    }
}
