using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Rote.Models.Tests.Chat;

/// <summary>A provider of the test's own: records what it is asked, answers as it is told.</summary>
internal sealed class FakeChatClient : IChatClient
{
    private readonly ConcurrentQueue<string> _requests = new();

    /// <summary>The last message of each request so far.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public ChatClientMetadata? Metadata { get; set; } = new("fake", null, "talker");

    /// <summary>The answer to the last message.</summary>
    public Func<string, ChatResponse> Answer { get; set; } = static text => Whole($"Answer to {text}");

    /// <summary>Waited for before an answer, and before the second update of a stream.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown by streams after their first update.</summary>
    public Exception? BreakAfterFirst { get; set; }

    /// <summary>Streams that were given up before their end.</summary>
    public int Cancelled { get; private set; }

    public static ChatResponse Whole(string text, ChatFinishReason? finish = null)
        => new(new ChatMessage(ChatRole.Assistant, text))
        {
            FinishReason = finish ?? ChatFinishReason.Stop,
            ModelId = "talker-1",
            Usage = new UsageDetails { InputTokenCount = 5, OutputTokenCount = 3, TotalTokenCount = 8 },
        };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        string text = messages.Last().Text;
        _requests.Enqueue(text);
        await Gate.WaitAsync(cancellationToken);
        return Answer(text);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string text = messages.Last().Text;
        _requests.Enqueue(text);
        ChatResponse answer = Answer(text);
        string whole = answer.Text;
        yield return new ChatResponseUpdate(ChatRole.Assistant, whole[..(whole.Length / 2)]) { ModelId = answer.ModelId };
        if (BreakAfterFirst is not null)
        {
            throw BreakAfterFirst;
        }

        try
        {
            await Gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled++;
            throw;
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, whole[(whole.Length / 2)..]);
        yield return new ChatResponseUpdate { FinishReason = answer.FinishReason, Contents = [new UsageContent(answer.Usage!)] };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
        => serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    public void Dispose()
    {
    }
}
