using TelemetrySample;

namespace FeatureSamples.Tests;

public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OwnCollector_ReceivesWhatWasMeasured()
    {
        await using var collector = await Collector.StartAsync(Token);
        await TelemetryJob.RunAsync(collector.Endpoint, Token);

        var figures = Figures.Of(collector);
        Assert.Equal((30, 10, 40), (
            figures.Spans["IRecall.SearchAsync"], figures.Spans["IRecall.GetAsync"], figures.Spans["IRecall.EmbedAsync"]));
        Assert.Equal(39, figures.Links);
        Assert.Equal(["Episodic", "Procedural", "Semantic"], figures.Searches.Keys.Order());
        Assert.Equal((3, 90, 2), (figures.Failures, figures.Hits, figures.BulkCalls));
        Assert.True(figures.Hold);
        Assert.False((figures with { TellsSystem = false }).Hold);
        Assert.False((figures with { Links = 0 }).Hold);
        Assert.DoesNotContain(
            collector.Series.SelectMany(series => series.Tags.Values).Concat(collector.Spans.Select(span => span.Name)),
            text => text.Contains("ann", StringComparison.Ordinal) || text.Contains("query", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new byte[] { 0x0a, 0x05, 0x01 })]
    [InlineData(new byte[] { 0x0b })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    public void Read_WhatIsNoMessage_SaysSo(byte[] bytes)
        => Assert.Throws<InvalidDataException>(() => ProtobufField.Read(bytes).ToList());
}
