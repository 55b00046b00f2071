using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Analyses;

/// <summary>A model that answers an input with its capitals, alone or among others, unless the test spoils its answer.</summary>
internal sealed class FakeAnalyst : IChatClient
{
    private readonly ConcurrentQueue<string[]> _requests = new();

    /// <summary>The inputs of each request so far.</summary>
    public IReadOnlyList<string[]> Requests => [.. _requests];

    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Changes the answers to a merged request.</summary>
    public Action<JsonArray>? Spoil { get; set; }

    /// <summary>Changes the text of a merged request's answer.</summary>
    public Func<string, string> Wrap { get; set; } = static text => text;

    /// <summary>How answers end, by the inputs they are about.</summary>
    public Func<string[], ChatFinishReason> Finish { get; set; } = static _ => ChatFinishReason.Stop;

    /// <summary>Thrown, by the inputs of a request; none: it is answered.</summary>
    public Func<string[], Exception?> Failure { get; set; } = static _ => null;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = [.. messages];
        Assert.Equal([ChatRole.System, ChatRole.User], all.Select(message => message.Role));
        bool merged = options?.ResponseFormat is ChatResponseFormatJson;
        var asked = merged ? JsonNode.Parse(all[1].Text)!.AsArray() : [];
        string[] inputs = merged ? [.. asked.Select(input => (string)input!["input"]!)] : [all[1].Text];
        _requests.Enqueue(inputs);
        await Gate.WaitAsync(cancellationToken);
        if (Failure(inputs) is { } failure)
        {
            throw failure;
        }

        string text = merged ? Wrap(AnswerTo(asked)) : inputs[0].ToUpperInvariant();
        return new(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = Finish(inputs) };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private string AnswerTo(JsonArray asked)
    {
        var answers = new JsonArray([.. asked.Select(input => (JsonNode)new JsonObject
        {
            ["id"] = (string)input!["id"]!,
            ["about"] = (string)input["about"]!,
            ["answer"] = ((string)input["input"]!).ToUpperInvariant(),
        })]);
        Spoil?.Invoke(answers);
        return new JsonObject { ["answers"] = answers }.ToJsonString(JsonSerializerOptions.Default);
    }
}
