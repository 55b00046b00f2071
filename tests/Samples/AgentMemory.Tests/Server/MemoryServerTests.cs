using System.Net;
using AgentMemory.Client;
using AgentMemory.Embedding;
using AgentMemory.Server;
using AgentMemory.Wire;

namespace AgentMemory.Tests.Server;

public sealed class MemoryServerTests : IAsyncLifetime
{
    private readonly HashingEmbeddingGenerator _embedder = SmallCorpus.CreateEmbedder();
    private MemoryServer _server = null!;
    private HttpClient _client = null!;
    private HttpAgentMemory _memory = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await MemoryServer.StartAsync(_embedder, Token);
        _client = HttpAgentMemory.CreateClient(_server.Address);
        _memory = new HttpAgentMemory(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _embedder.Dispose();
    }

    [Fact]
    public async Task Embed_OneAndMany_AgreeWithTheEmbedder()
    {
        string[] texts = ["red lantern", "", "blue rope"];
        var expected = await _embedder.GenerateAsync(texts, options: null, Token);

        var many = await _memory.EmbedManyAsync(texts, Token);

        Assert.Equal(texts.Length, many.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(expected[i].Vector.ToArray(), many[i].ToArray());
            Assert.Equal(expected[i].Vector.ToArray(), (await _memory.EmbedAsync(texts[i], Token)).ToArray());
        }
    }

    [Fact]
    public async Task Search_AfterStoring_FindsTheNearestOfTheAgentOnly()
    {
        await _memory.StoreAsync("ann", await RememberAsync("1", "the red lantern is in the cellar"), Token);
        await _memory.StoreManyAsync(
            "ann", [await RememberAsync("2", "understood"), await RememberAsync("3", "a blue rope")], Token);
        await _memory.StoreAsync("bo", await RememberAsync("4", "red lantern"), Token);

        var answers = await SearchAsync("ann", "red lantern", limit: 2);

        Assert.Equal("1", answers[0].Id);
        Assert.DoesNotContain(answers, answer => answer.Id == "4");
        Assert.InRange(answers.Count, 1, 2);
    }

    [Fact]
    public async Task Store_SameIdAgain_ReplacesTheMemory()
    {
        await _memory.StoreAsync("ann", await RememberAsync("1", "red lantern"), Token);
        await _memory.StoreAsync("ann", await RememberAsync("1", "blue rope"), Token);

        Assert.Equal("blue rope", Assert.Single(await SearchAsync("ann", "blue rope", limit: 5)).Text);
    }

    [Fact]
    public async Task Search_AgentNobodyKnows_FindsNothing() => Assert.Empty(await SearchAsync("nobody", "anything", limit: 5));

    [Fact]
    public async Task Search_QuestionWithoutWords_FindsNothing()
    {
        await _memory.StoreAsync("ann", await RememberAsync("1", "red lantern"), Token);
        Assert.Empty(await SearchAsync("ann", "???", limit: 5));
    }

    [Fact]
    public async Task Traffic_EveryCall_IsOneRoundTrip()
    {
        await _memory.EmbedAsync("one", Token);
        await _memory.EmbedManyAsync(["two", "three"], Token);

        var traffic = _server.Traffic;
        Assert.Equal(2, traffic.RoundTrips);
        Assert.Equal(1, traffic.BulkRequests);
        Assert.Equal(3 * HashingEmbeddingGenerator.Dimensions * sizeof(float), traffic.BytesOut, 16.0);
        Assert.True(traffic.BytesIn > 0);
    }

    [Fact]
    public async Task Reset_AfterStoring_ForgetsMemoriesAndCounts()
    {
        await _memory.StoreAsync("ann", await RememberAsync("1", "red lantern"), Token);

        _server.Reset();

        Assert.Equal(default, _server.Traffic);
        Assert.Empty(await SearchAsync("ann", "red lantern", limit: 5));
    }

    [Theory]
    [InlineData("/embed", new byte[] { 9, 0, 0, 0 })]
    [InlineData("/embed/many", new byte[] { 0xff, 0xff, 0xff, 0x7f })]
    [InlineData("/memories", new byte[] { })]
    [InlineData("/memories/many", new byte[] { 1 })]
    [InlineData("/search", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0 })]
    [InlineData("/nowhere", new byte[] { })]
    public async Task Post_PayloadThatIsNone_IsRefusedAndNotCounted(string route, byte[] payload)
    {
        using var content = new ByteArrayContent(payload);
        using var response = await _client.PostAsync(new Uri(route, UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(0, _server.Traffic.RoundTrips);
    }

    [Fact]
    public async Task Store_VectorOfAnotherDimension_IsAnErrorThatSaysSo()
    {
        var memory = new Memory("1", "text", Speaker: null, Session: null, ElapsedSeconds: null, new float[3]);

        var exception = await Assert.ThrowsAsync<AgentMemoryException>(
            async () => await _memory.StoreAsync("ann", memory, Token));

        Assert.Contains("a vector of 3 numbers", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmbedMany_MoreThanAllowed_IsAnErrorThatSaysSo()
    {
        var texts = Enumerable.Repeat("x", WireLimits.MaxItems + 1).ToArray();

        var exception = await Assert.ThrowsAsync<AgentMemoryException>(
            async () => await _memory.EmbedManyAsync(texts, Token));

        Assert.Contains("4097", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreMany_PayloadOfSeveralMegabytes_Arrives()
    {
        var template = await RememberAsync("0", string.Concat(Enumerable.Repeat("red lantern ", 350)));
        var memories = Enumerable.Range(0, 1000)
            .Select(i => template with { Id = FormattableString.Invariant($"{i:0000}") }).ToArray();

        await _memory.StoreManyAsync("ann", memories, Token);

        Assert.Equal("0000", (await SearchAsync("ann", "red lantern", limit: 1))[0].Id);
        Assert.True(_server.Traffic.BytesIn > 6_000_000);
    }

    [Fact]
    public async Task Call_AfterTheServerHasGone_IsOneTypedError()
    {
        await _server.DisposeAsync();
        await Assert.ThrowsAsync<AgentMemoryException>(async () => await _memory.EmbedAsync("x", Token));
    }

    [Fact]
    public async Task Call_Cancelled_IsCancelled()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _memory.EmbedAsync("x", new CancellationToken(canceled: true)));

    private async Task<Memory> RememberAsync(string id, string text)
        => new(id, text, "Ann", "day-1", 1, await _memory.EmbedAsync(text, Token));

    private async Task<IReadOnlyList<Answer>> SearchAsync(string agent, string question, int limit)
        => await _memory.SearchAsync(agent, question, await _memory.EmbedAsync(question, Token), limit, Token);
}
