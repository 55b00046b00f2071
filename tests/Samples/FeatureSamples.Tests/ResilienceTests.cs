using ResilienceSample;

namespace FeatureSamples.Tests;

public sealed class ResilienceTests
{
    [Fact]
    public async Task RunAsync_ProviderThatIsNotWell_IsAskedAgainOnlyWhereThatDoesNoHarm()
    {
        var figures = await ProviderJob.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((20, 30), (figures.Plain.Embedded, figures.Resilient.Embedded));
        Assert.Equal((30, 50), (figures.PlainEmbeddings, figures.Embeddings));
        Assert.Equal(5, figures.Charges);
        Assert.InRange(figures.MostAtOnce, 1, 2);
        Assert.True(figures.Hold);
        Assert.False((figures with { Charges = 6 }).Hold);
        Assert.False((figures with { MostAtOnce = 3 }).Hold);
    }
}
