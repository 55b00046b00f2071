using PoolingSample;

namespace FeatureSamples.Tests;

public sealed class PoolingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_PooledStore_OpensFourConnectionsAndSurvivesAnOutage()
    {
        var figures = await PoolJob.RunAsync(Token);

        Assert.Equal((100, 4), (figures.PlainConnections, figures.Connections));
        Assert.Equal((100, 100), (figures.PlainAnswers, figures.Answers));
        Assert.Equal((0, 3), (figures.AnswersInTheOutage, figures.AnswersAfter));
        Assert.Equal(new ProviderFigures(PlainConnections: 20, Connections: 2), figures.Providers);
        Assert.True(figures.Hold);
    }

    [Fact]
    public async Task Hold_AnyOtherFigure_IsFalse()
    {
        var figures = await PoolJob.RunAsync(Token);

        Assert.False((figures with { Connections = 5 }).Hold);
        Assert.False((figures with { Answers = 99 }).Hold);
        Assert.False((figures with { AnswersAfter = 0 }).Hold);
        Assert.False((figures with { Pool = figures.Pool with { Rented = 1 } }).Hold);
        Assert.False((figures with { Providers = figures.Providers with { Connections = 20 } }).Hold);
    }

    [Fact]
    public async Task GetAsync_TwoCallsOnOneConnection_AreRefused()
    {
        var held = new TaskCompletionSource();
        await using var server = new LoopbackServer(async (reader, token) =>
        {
            var line = await reader.ReadLineAsync(token);
            if (line is not "HELLO")
            {
                await held.Task.WaitAsync(token);
            }

            return line is null ? null : "here\n";
        });
        server.Start();
        var connection = await MemoryConnection.OpenAsync(server.Port, Token);

        var first = connection.GetAsync(1, Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.GetAsync(2, Token));
        held.SetResult();

        Assert.Equal("here", await first);
        await ((IAsyncDisposable)connection).DisposeAsync();
    }
}
