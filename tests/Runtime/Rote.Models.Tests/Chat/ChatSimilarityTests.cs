using Microsoft.Extensions.AI;
using Rote.Models.Tests.Embeddings;

namespace Rote.Models.Tests.Chat;

/// <summary>A similar prompt is answered by the answer to another, where everything else is the same.</summary>
public sealed class ChatSimilarityTests
{
    private readonly FakeChatClient _provider = new();
    private readonly FakeEmbedder _embedder = new() { VectorOf = Angle };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponseAsync_SimilarPrompt_GetsTheOthersAnswer()
    {
        await using var client = Client();
        await client.GetResponseAsync("at 10", cancellationToken: Token);

        var similar = await client.GetResponseAsync("at 11", cancellationToken: Token);
        var other = await client.GetResponseAsync("at 60", cancellationToken: Token);

        Assert.Equal("Answer to at 10", similar.Text);
        Assert.Equal("similar", similar.AdditionalProperties![RoteChatClient.SourceProperty]);
        Assert.Equal(0, similar.Usage!.TotalTokenCount);
        Assert.Equal("Answer to at 60", other.Text);
        Assert.Equal(["at 10", "at 60"], _provider.Requests);
        Assert.Equal(1, client.Statistics.Similar);
    }

    [Fact]
    public async Task GetResponseAsync_ChainOfSimilarPrompts_DoesNotDrift()
    {
        await using var client = Client();
        foreach (var angle in Enumerable.Range(10, 30))
        {
            await client.GetResponseAsync($"at {angle}", cancellationToken: Token);
        }

        // Within 0.99, so eight degrees: an answer stands for prompts near the one it was given to, not for their neighbours.
        Assert.Equal(["at 10", "at 19", "at 28", "at 37"], _provider.Requests);
        Assert.Equal("exact", await SourceAsync(client, "at 10"));
        Assert.Equal("similar", await SourceAsync(client, "at 12"));
    }

    [Fact]
    public async Task GetResponseAsync_AnythingElseDiffers_IsNotSimilar()
    {
        await using var client = Client();
        await client.GetResponseAsync("at 10", cancellationToken: Token);

        await client.GetResponseAsync("at 11", new ChatOptions { Temperature = 0 }, Token);
        await client.GetResponseAsync("at 12", new ChatOptions { ModelId = "other" }, Token);
        await client.GetResponseAsync([new(ChatRole.System, "be brief"), new(ChatRole.User, "at 13")], cancellationToken: Token);
        await client.WithScope("one").GetResponseAsync("at 14", cancellationToken: Token);
        await client.GetResponseAsync([new(ChatRole.User, "at 15") { AuthorName = "me" }], cancellationToken: Token);
        await client.GetResponseAsync(
            [new(ChatRole.User, [new TextContent("at 16"), new DataContent(new byte[1], "image/png")])],
            cancellationToken: Token);

        Assert.Equal(7, _provider.Requests.Count);
        Assert.Equal(0, client.Statistics.Similar);
    }

    [Fact]
    public async Task GetResponseAsync_ApplicationSaysNo_IsNotSimilar()
    {
        await using var client = Client(mayStandFor: static (_, _) => false);
        await client.GetResponseAsync("at 10", cancellationToken: Token);
        await client.GetResponseAsync("at 11", cancellationToken: Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_OtherNumbers_AreNotSimilarByDefault()
    {
        await using var client = Client(mayStandFor: ChatSimilarityOptions.SameFigures);
        await client.GetResponseAsync("at 10", cancellationToken: Token);
        await client.GetResponseAsync("at 11", cancellationToken: Token);
        await client.GetResponseAsync("at about 10", cancellationToken: Token);

        Assert.Equal(["at 10", "at 11"], _provider.Requests);
    }

    [Fact]
    public async Task GetResponseAsync_AnswerNotKept_IsNoModelForOthers()
    {
        _provider.Answer = static text => FakeChatClient.Whole(text, ChatFinishReason.Length);
        await using var client = Client();
        await client.GetResponseAsync("at 10", cancellationToken: Token);
        await client.GetResponseAsync("at 11", cancellationToken: Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_EmbedderFails_TheProviderAnswers()
    {
        _embedder.Answer = static _ => throw new HttpRequestException("down");
        await using var client = Client();

        Assert.Equal("Answer to at 10", (await client.GetResponseAsync("at 10", cancellationToken: Token)).Text);
        Assert.Equal(1, client.Statistics.SimilarityFailures);
    }

    [Fact]
    public async Task GetResponseAsync_MorePromptsThanTheBound_ForgetsTheOldest()
    {
        await using var client = Client(maxPrompts: 2);
        foreach (var angle in new[] { 0, 30, 60 })
        {
            await client.GetResponseAsync($"at {angle}", cancellationToken: Token);
        }

        Assert.Equal("similar", await SourceAsync(client, "at 31"));
        Assert.Equal("similar", await SourceAsync(client, "at 61"));
        await client.GetResponseAsync("at 1", cancellationToken: Token);
        Assert.Equal(4, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_MoreScopesThanTheBound_ForgetsTheLeastUsed()
    {
        await using var client = Client(maxFrames: 2);
        foreach (var scope in new[] { "one", "two", "one", "three" })
        {
            await client.WithScope(scope).GetResponseAsync("at 10", cancellationToken: Token);
            await client.WithScope(scope).GetResponseAsync("at 11", cancellationToken: Token);
        }

        Assert.Equal(3, _provider.Requests.Count);
        await client.WithScope("two").GetResponseAsync("at 12", cancellationToken: Token);
        Assert.Equal(4, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_SimilarPrompt_IsReplayed()
    {
        await using var client = Client();
        await client.GetStreamingResponseAsync("at 10", cancellationToken: Token).ToListAsync(Token);

        var answer = await client.GetStreamingResponseAsync("at 11", cancellationToken: Token).ToChatResponseAsync(Token);

        Assert.Equal("Answer to at 10", answer.Text);
        Assert.Single(_provider.Requests);
    }

    [Fact]
    public async Task Clear_Client_ForgetsSimilarPromptsToo()
    {
        await using var client = Client();
        await client.GetResponseAsync("at 10", cancellationToken: Token);
        client.Clear();
        await client.GetResponseAsync("at 11", cancellationToken: Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Theory]
    [InlineData("Meet at 10:30", "Let us meet at 10:30.", true)]
    [InlineData("Meet at 10:30", "Meet at 10:31", false)]
    [InlineData("from 3 to 5", "from 5 to 3", false)]
    [InlineData("I like it", "I don't like it", false)]
    [InlineData("I do not like it", "I don’t like it", true)]
    [InlineData("a note", "a knot", true)]
    [InlineData("3.5", "3 5", false)]
    public void SameFigures_TwoPrompts_CompareNumbersAndNegations(string one, string other, bool same)
        => Assert.Equal(same, ChatSimilarityOptions.SameFigures(one, other));

    [Fact]
    public void UseRote_SimilarityThatMakesNoSense_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(threshold: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(threshold: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(maxPrompts: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(maxFrames: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(maxBytes: 0));
    }

    /// <summary>The number at the end of a prompt, as an angle in degrees. Nine components: more than a SIMD register.</summary>
    private static float[] Angle(string text)
    {
        var (sine, cosine) = MathF.SinCos(int.Parse(text.Split(' ')[^1], null) * MathF.PI / 180);
        return [3 * cosine, 0, 0, 0, 0, 0, 0, 0, 3 * sine];
    }

    private static async Task<object?> SourceAsync(RoteChatClient client, string prompt)
        => (await client.GetResponseAsync(prompt, cancellationToken: Token)).AdditionalProperties?[RoteChatClient.SourceProperty];

    private RoteChatClient Client(
        Func<string, string, bool>? mayStandFor = null, int maxPrompts = 100, int maxFrames = 100, double threshold = 0.99,
        long maxBytes = 1 << 20)
    {
        _embedder.Metadata = null;
        return _provider.UseRote(new()
        {
            Similarity = new()
            {
                Embedder = _embedder,
                Threshold = threshold,
                MayStandFor = mayStandFor ?? (static (_, _) => true),
                MaxPromptsPerFrame = maxPrompts,
                MaxFrames = maxFrames,
                MaxBytes = maxBytes,
            },
        });
    }
}
