using Microsoft.Extensions.AI;
using ModelClientsSample;
using Rote.Models;

namespace FeatureSamples.Tests;

public sealed class ModelClientsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LocalModels_SendsEachOnce()
    {
        await using var models = await LocalModels.StartAsync(Token);

        var figures = await ModelJob.RunAsync(models.Endpoint, Token);

        Assert.Equal(new Outcome(200, 200, 120, 120, 5), figures.Plain);
        Assert.Equal(new Outcome(150, 0, 40, 0, 0), figures.Rote);
        Assert.True(figures.Hold);
        Assert.False((figures with { Rote = figures.Plain }).Hold);
    }

    [Fact]
    public async Task UseRote_OverTheProtocol_AnswersAsTheModelDoes()
    {
        await using var models = await LocalModels.StartAsync(Token);
        var client = models.Endpoint.Connect();
        using var chat = new OpenAIChat(client.GetChatClient("echo"), models.Endpoint);
        await using var thrifty = chat.UseRote();

        var streamed = await thrifty.GetStreamingResponseAsync("hello there", cancellationToken: Token).ToListAsync(Token);
        var answer = await thrifty.GetResponseAsync("hello there", cancellationToken: Token);

        Assert.True(streamed.Count > 3);
        Assert.Equal("You said: hello there", string.Concat(streamed));
        Assert.Equal(("You said: hello there", "echo"), (answer.Text, answer.ModelId));
        Assert.Equal(1, chat.Requests);
    }

    [Fact]
    public async Task UseRote_EmbedderOverTheProtocol_HasVectorsAndTokens()
    {
        await using var models = await LocalModels.StartAsync(Token);
        using var embedder = new OpenAIEmbedder(models.Endpoint.Connect().GetEmbeddingClient("letters"), models.Endpoint);
        await using var thrifty = embedder.UseRote();

        var first = await thrifty.GenerateAsync(["a", "bb", "a"], cancellationToken: Token);
        var second = await thrifty.GenerateAsync(["bb"], cancellationToken: Token);

        Assert.Equal(2, first[1].Vector.Span['b' % 16]);
        Assert.Equal((2, 0), (first.Usage!.InputTokenCount, second.Usage!.InputTokenCount));
        Assert.Equal(2, embedder.Texts);
    }
}
