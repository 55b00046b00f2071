using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Answers = Microsoft.Extensions.AI;

namespace ModelClientsSample;

/// <summary>
/// A chat model of the package OpenAI, behind the interface of Microsoft.Extensions.AI: text in, text out. Counts what it sends.
/// </summary>
internal sealed class OpenAIChat(ChatClient client, ModelEndpoint endpoint) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("openai", endpoint.Address, endpoint.ChatModel);
    private int _requests;

    /// <summary>Requests sent so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<Answers.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _requests);
        ChatCompletion answer = await client.CompleteChatAsync(messages.Select(Translate), Translate(options), cancellationToken);
        return new(new Answers.ChatMessage(ChatRole.Assistant, string.Concat(answer.Content.Select(part => part.Text))))
        {
            FinishReason = Translate(answer.FinishReason),
            ModelId = answer.Model,
            ResponseId = answer.Id,
            Usage = Translate(answer.Usage),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Answers.ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _requests);
        var updates = client.CompleteChatStreamingAsync(messages.Select(Translate), Translate(options), cancellationToken);
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            yield return new(ChatRole.Assistant, string.Concat(update.ContentUpdate.Select(part => part.Text)))
            {
                FinishReason = update.FinishReason is { } reason ? Translate(reason) : null,
                ModelId = update.Model,
                ResponseId = update.CompletionId,
            };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
        => serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
        // The client of the package owns nothing.
    }

    private static OpenAI.Chat.ChatMessage Translate(Answers.ChatMessage message)
        => message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
            : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
            : new UserChatMessage(message.Text);

    private static ChatCompletionOptions Translate(ChatOptions? options)
        => new() { Temperature = options?.Temperature, MaxOutputTokenCount = options?.MaxOutputTokens };

    private static Answers.ChatFinishReason Translate(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Stop => Answers.ChatFinishReason.Stop,
        OpenAI.Chat.ChatFinishReason.Length => Answers.ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => Answers.ChatFinishReason.ContentFilter,
        _ => Answers.ChatFinishReason.ToolCalls,
    };

    private static UsageDetails? Translate(ChatTokenUsage? usage) => usage is null ? null : new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
    };
}
