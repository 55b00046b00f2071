using Microsoft.Extensions.AI;
using Rote.Models.Tests.Embeddings;

namespace Rote.Models.Tests.Chat;

/// <summary>Equal requests are asked once; only whole answers are kept.</summary>
public sealed class ChatCacheTests
{
    private readonly FakeChatClient _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<ChatResponse> NotKept => new(
        FakeChatClient.Whole("no", ChatFinishReason.ContentFilter),
        FakeChatClient.Whole("cut", ChatFinishReason.Length),
        FakeChatClient.Whole("call", ChatFinishReason.ToolCalls),
        FakeChatClient.Whole("  "),
        new ChatResponse(new ChatMessage(ChatRole.Assistant, "unfinished")),
        With(new FunctionCallContent("1", "look")),
        With(new ErrorContent("refused")),
        new ChatResponse(new ChatMessage(ChatRole.Assistant, "x"))
        {
            FinishReason = ChatFinishReason.Stop,
            ConversationId = "1",
        });

    [Fact]
    public async Task GetResponseAsync_EqualRequest_IsAskedOnce()
    {
        await using var client = _provider.UseRote();
        var first = await client.GetResponseAsync("hello", cancellationToken: Token);

        var second = await client.GetResponseAsync("hello", cancellationToken: Token);

        Assert.Single(_provider.Requests);
        Assert.Equal((first.Text, first.ModelId, first.FinishReason), (second.Text, second.ModelId, second.FinishReason));
        Assert.Equal((5, 0), (first.Usage!.InputTokenCount, second.Usage!.InputTokenCount));
        Assert.Equal((2, 1, 5, 3), (
            client.Statistics.Requests, client.Statistics.Sent, client.Statistics.InputTokens, client.Statistics.OutputTokens));
    }

    [Fact]
    public async Task GetResponseAsync_CallerChangesHisAnswer_OthersDoNotSeeIt()
    {
        await using var client = _provider.UseRote();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var answer = await client.GetResponseAsync("hello", cancellationToken: Token);
            Assert.Equal("Answer to hello", answer.Text);
            ((TextContent)answer.Messages[0].Contents[0]).Text = "changed";
            answer.Messages.Add(new ChatMessage(ChatRole.User, "more"));
        }
    }

    [Fact]
    public async Task GetResponseAsync_ConcurrentEqualRequests_AreOne()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var client = _provider.UseRote();
        Task<ChatResponse>[] calls =
            [.. Enumerable.Range(0, 10).Select(_ => client.GetResponseAsync("hello", cancellationToken: Token))];
        gate.SetResult();
        var answers = await Task.WhenAll(calls);

        Assert.Single(_provider.Requests);
        Assert.All(answers, answer => Assert.Equal("Answer to hello", answer.Text));
        Assert.Equal(10, answers.Distinct().Count());
        Assert.Equal(5, answers.Sum(answer => answer.Usage!.InputTokenCount));
    }

    [Theory]
    [MemberData(nameof(NotKept), DisableDiscoveryEnumeration = true)]
    public async Task GetResponseAsync_NotAWholeAnswer_IsNotKept(ChatResponse answer)
    {
        _provider.Answer = _ => answer;
        await using var client = _provider.UseRote();

        Assert.Same(answer, await client.GetResponseAsync("hello", cancellationToken: Token));
        await client.GetResponseAsync("hello", cancellationToken: Token);

        Assert.Equal(2, _provider.Requests.Count);
        Assert.Equal(2, client.Statistics.NotKept);
    }

    [Fact]
    public async Task GetResponseAsync_Failure_IsNotKept()
    {
        _provider.Answer = static _ => throw new HttpRequestException("down");
        await using var client = _provider.UseRote();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetResponseAsync("hello", cancellationToken: Token));
        _provider.Answer = static text => FakeChatClient.Whole(text);

        Assert.Equal("hello", (await client.GetResponseAsync("hello", cancellationToken: Token)).Text);
    }

    [Fact]
    public async Task GetResponseAsync_AnswerTheApplicationRefuses_IsNotKept()
    {
        await using var client = _provider.UseRote(new() { MayKeep = static answer => !answer.Text.Contains("secret") });
        await client.GetResponseAsync("secret", cancellationToken: Token);
        await client.GetResponseAsync("secret", cancellationToken: Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_TwoScopes_DoNotMeet()
    {
        await using var client = _provider.UseRote();
        var one = client.WithScope("one");

        await one.GetResponseAsync("hello", cancellationToken: Token);
        await client.WithScope("two").GetResponseAsync("hello", cancellationToken: Token);
        await client.GetResponseAsync("hello", cancellationToken: Token);
        await client.WithScope("one").GetResponseAsync("hello", cancellationToken: Token);

        Assert.Equal(3, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetResponseAsync_ScopeOfTheCaller_IsAskedForAndMayBeMissing()
    {
        string? tenant = "one";
        await using var client = _provider.UseRote(new() { ScopeOf = _ => tenant });
        await client.GetResponseAsync("hello", cancellationToken: Token);
        await client.GetResponseAsync("hello", cancellationToken: Token);
        Assert.Single(_provider.Requests);

        tenant = null;
        await client.GetResponseAsync("hello", cancellationToken: Token);
        await client.GetResponseAsync("hello", cancellationToken: Token);

        Assert.Equal(3, _provider.Requests.Count);
        Assert.Equal(2, client.Statistics.Uncacheable);
    }

    [Fact]
    public async Task GetResponseAsync_AnotherClient_FindsWhatTheLevelHas()
    {
        var level = new MemoryLevel();
        await AskAsync(level, "hello");

        Assert.Equal("Answer to hello", await AskAsync(level, "hello"));
        Assert.Single(_provider.Requests);
    }

    [Fact]
    public void UseRote_OptionsThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _provider.UseRote(new() { MaxBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _provider.UseRote(new() { Lifetime = TimeSpan.Zero }));
        _provider.Metadata = null;
        Assert.Throws<ArgumentException>(() => _provider.UseRote(new() { Rote = new() { SecondLevel = new MemoryLevel() } }));
    }

    private static ChatResponse With(AIContent content)
        => new(new ChatMessage(ChatRole.Assistant, [new TextContent("text"), content])) { FinishReason = ChatFinishReason.Stop };

    private async Task<string> AskAsync(MemoryLevel level, string text)
    {
        await using var client = _provider.UseRote(new() { Rote = new() { SecondLevel = level } });
        return (await client.GetResponseAsync(text, cancellationToken: Token)).Text;
    }
}
