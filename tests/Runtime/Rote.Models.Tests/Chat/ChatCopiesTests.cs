using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rote.Models.Tests.Embeddings;

namespace Rote.Models.Tests.Chat;

/// <summary>What one caller does with his request or answer, no other sees.</summary>
public sealed class ChatCopiesTests
{
    private readonly FakeChatClient _provider = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponseAsync_SharedToolCallMarkedByOneCaller_IsUnmarkedForTheOthers()
    {
        var gate = new TaskCompletionSource();
        _provider.Gate = gate.Task;
        _provider.Answer = static _ => new ChatResponse(
            new ChatMessage(ChatRole.Assistant, [new TextContent("wait"), new FunctionCallContent("1", "look")]))
        {
            FinishReason = ChatFinishReason.ToolCalls,
        };
        await using var client = _provider.UseRote();
        Task<ChatResponse>[] calls =
            [.. Enumerable.Range(0, 3).Select(_ => client.GetResponseAsync("hello", cancellationToken: Token))];
        gate.SetResult();

        foreach (var answer in await Task.WhenAll(calls))
        {
            var message = Assert.Single(answer.Messages);
            Assert.Equal("wait", answer.Text);
            var call = message.Contents.OfType<FunctionCallContent>().Single();
            Assert.False(call.InformationalOnly);
            call.InformationalOnly = true;
            ((TextContent)message.Contents[0]).Text = "changed";
            answer.Messages.Add(new ChatMessage(ChatRole.User, "more"));
        }

        Assert.Single(_provider.Requests);
    }

    [Fact]
    public void NotKept_FirstCallerChangesHisAnswer_TheNextGetsItAsItWas()
    {
        var entry = ChatEntry.NotKept(FakeChatClient.Whole("cut", ChatFinishReason.Length), isTaken: false);
        var first = entry.Take();
        first.Messages.Clear();

        Assert.Equal("cut", entry.Take().Text);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_ReaderChangesPropertiesOfAnUpdate_TheyAreNotKept()
    {
        var properties = new AdditionalPropertiesDictionary { ["a"] = "b" };
        var content = new TextContent("hello") { AdditionalProperties = properties };
        var gate = new TaskCompletionSource();
        using var inner = new StreamingClient(
            gate.Task,
            new ChatResponseUpdate(ChatRole.Assistant, [content]) { AdditionalProperties = properties },
            new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop });
        await using var client = inner.UseRote();
        await foreach (var update in client.GetStreamingResponseAsync("hello", cancellationToken: Token))
        {
            update.AdditionalProperties?.Add("mine", "secret");
            gate.TrySetResult();
        }

        var next = await client.GetResponseAsync("hello", cancellationToken: Token);

        Assert.Equal("hello", next.Text);
        Assert.DoesNotContain("mine", next.AdditionalProperties!.Keys);
        Assert.DoesNotContain("mine", next.Messages[0].AdditionalProperties?.Keys ?? []);
        Assert.DoesNotContain("mine", next.Messages[0].Contents[0].AdditionalProperties?.Keys ?? []);
    }

    [Fact]
    public async Task GetResponseAsync_CallerLeavesAndChangesHisMessage_OthersAskWhatTheyAsked()
    {
        var gate = new TaskCompletionSource();
        var embedder = new FakeEmbedder { Gate = gate.Task };
        await using var client = _provider.UseRote(new() { Similarity = new() { Embedder = embedder, Threshold = 0.9 } });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var mine = new ChatMessage(ChatRole.User, "hello");
        var left = client.GetResponseAsync(mine, cancellationToken: leaving.Token);
        var stayed = client.GetResponseAsync("hello", cancellationToken: Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        ((TextContent)mine.Contents[0]).Text = "something else";
        gate.SetResult();

        Assert.Equal("Answer to hello", (await stayed).Text);
    }

    [Fact]
    public void GetService_OfAScopedClient_DoesNotLeaveTheScope()
    {
        using var client = _provider.UseRote();
        var scoped = client.WithScope("one");

        Assert.Same(scoped, scoped.GetService<IChatClient>());
        Assert.Same(client, scoped.GetService<RoteChatClient>());
        Assert.Same(_provider.Metadata, scoped.GetService<ChatClientMetadata>());
    }

    private sealed class StreamingClient(Task gate, params ChatResponseUpdate[] updates) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in updates)
            {
                yield return update;

                // Until the reader has done with it what he wants.
                await gate.WaitAsync(cancellationToken);
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
