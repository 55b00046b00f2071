using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Chat;

/// <summary>Streams are kept when they were read to their end, and replayed as streams.</summary>
public sealed class ChatStreamTests
{
    private readonly FakeChatClient _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetStreamingResponseAsync_ReadToItsEnd_IsReplayed()
    {
        await using var client = _provider.UseRote();
        var first = await client.GetStreamingResponseAsync("hello", cancellationToken: Token).ToListAsync(Token);

        var second = await client.GetStreamingResponseAsync("hello", cancellationToken: Token).ToChatResponseAsync(Token);
        var third = await client.GetResponseAsync("hello", cancellationToken: Token);

        Assert.Single(_provider.Requests);
        Assert.Equal(3, first.Count);
        Assert.Equal("Answer to hello", string.Concat(first));
        Assert.Equal(("Answer to hello", ChatFinishReason.Stop), (second.Text, second.FinishReason));
        Assert.Equal("Answer to hello", third.Text);
        Assert.Equal((0, 0), (second.Usage!.TotalTokenCount, third.Usage!.TotalTokenCount));
        Assert.Equal(5, client.Statistics.InputTokens);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_AfterAnAnswer_ReplaysIt()
    {
        await using var client = _provider.UseRote();
        await client.GetResponseAsync("hello", cancellationToken: Token);

        var updates = await client.GetStreamingResponseAsync("hello", cancellationToken: Token).ToListAsync(Token);

        Assert.Single(_provider.Requests);
        Assert.Equal("Answer to hello", string.Concat(updates));
    }

    [Fact]
    public async Task GetStreamingResponseAsync_FirstUpdate_ComesBeforeTheEnd()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var client = _provider.UseRote();
        await using var stream = client.GetStreamingResponseAsync("hello", cancellationToken: Token).GetAsyncEnumerator(Token);

        Assert.True(await stream.MoveNextAsync());
        Assert.Equal("Answer ", stream.Current.Text);
        gate.SetResult();
        Assert.True(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task GetStreamingResponseAsync_AbandonedHalfWay_IsCancelledAndNotKept()
    {
        _provider.Gate = new TaskCompletionSource().Task;
        await using var client = _provider.UseRote();
        await foreach (var update in client.GetStreamingResponseAsync("hello", cancellationToken: Token))
        {
            Assert.Equal("Answer ", update.Text);
            break;
        }

        _provider.Gate = Task.CompletedTask;
        Assert.Equal("Answer to hello", (await client.GetResponseAsync("hello", cancellationToken: Token)).Text);
        Assert.Equal(2, _provider.Requests.Count);
        Assert.Equal(0, client.Statistics.NotKept);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_AbandonedWhileAnotherWaits_GoesOnForHim()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        await using var client = _provider.UseRote();
        var leaver = client.GetStreamingResponseAsync("hello", cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await leaver.MoveNextAsync());
        var other = client.GetResponseAsync("hello", cancellationToken: Token);

        var left = leaver.DisposeAsync();
        gate.SetResult();
        await left;

        Assert.Equal("Answer to hello", (await other).Text);
        Assert.Single(_provider.Requests);
        Assert.Equal(0, _provider.Cancelled);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_BrokenStream_ThrowsWhereItBrokeAndIsNotKept()
    {
        _provider.BreakAfterFirst = new HttpRequestException("cut off");
        await using var client = _provider.UseRote();
        var seen = new List<string>();
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hello", cancellationToken: Token))
            {
                seen.Add(update.Text);
            }
        });
        _provider.BreakAfterFirst = null;

        await client.GetStreamingResponseAsync("hello", cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(["Answer "], seen);
        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_EndsWithoutAFinish_IsNotKept()
    {
        _provider.Answer = static text => new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { Usage = new() };
        await using var client = _provider.UseRote();

        await client.GetStreamingResponseAsync("hello", cancellationToken: Token).ToListAsync(Token);
        await client.GetStreamingResponseAsync("hello", cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(2, _provider.Requests.Count);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_ReaderChangesAnUpdate_TheKeptAnswerStays()
    {
        await using var client = _provider.UseRote();
        await foreach (var update in client.GetStreamingResponseAsync("hello", cancellationToken: Token))
        {
            foreach (var text in update.Contents.OfType<TextContent>())
            {
                text.Text = "changed";
            }
        }

        Assert.Equal("Answer to hello", (await client.GetResponseAsync("hello", cancellationToken: Token)).Text);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_RequestWithoutKey_IsPassedOn()
    {
        await using var client = _provider.UseRote();
        var options = new ChatOptions { ConversationId = "1" };

        await client.GetStreamingResponseAsync("hello", options, Token).ToListAsync(Token);
        await client.GetStreamingResponseAsync("hello", options, Token).ToListAsync(Token);

        Assert.Equal((2, 2), (_provider.Requests.Count, client.Statistics.Uncacheable));
    }
}
