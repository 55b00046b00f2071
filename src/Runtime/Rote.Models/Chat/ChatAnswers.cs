using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>What may be kept of answers, and copies of them.</summary>
internal static class ChatAnswers
{
    private static readonly JsonTypeInfo<ChatResponse> Type =
        (JsonTypeInfo<ChatResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse));

    /// <summary>Whether an answer is said to its end, and nothing but an answer: no tool calls, errors or state.</summary>
    public static bool IsWhole(ChatResponse response)
        => response.FinishReason == ChatFinishReason.Stop
            && response.ConversationId is null
            && !ChatContinuation.IsOffered(response)
            && response.Messages.Count > 0
            && response.Messages.All(message => message.Contents.All(IsAnswer))
            && !string.IsNullOrWhiteSpace(response.Text);

    /// <summary>The answer as JSON; <see langword="null"/>: something in it has none.</summary>
    public static byte[]? Write(ChatResponse response)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(response, Type);
        }
        catch (NotSupportedException)
        {
            // A property of a type that nobody has described.
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An answer of the caller's own, which cost no tokens.</summary>
    public static ChatResponse Read(ReadOnlySpan<byte> json, string source)
    {
        ChatResponse response = JsonSerializer.Deserialize(json, Type) ?? throw new FormatException("The bytes are no answer.");
        return WithoutCost(response, source);
    }

    /// <summary>An answer that no model gave.</summary>
    public static ChatResponse Make(string text, string source)
        => WithoutCost(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = ChatFinishReason.Stop }, source);

    /// <summary>A copy of an answer that is not kept, for others who waited for the same request.</summary>
    public static ChatResponse Copy(ChatResponse response)
    {
        var copy = new ChatResponse([.. response.Messages.Select(ChatCopies.Of)])
        {
            ResponseId = response.ResponseId,
            ConversationId = response.ConversationId,
            ModelId = response.ModelId,
            CreatedAt = response.CreatedAt,
            FinishReason = response.FinishReason,
            AdditionalProperties = ChatCopies.Of(response.AdditionalProperties),
        };
        ChatContinuation.Copy(response, copy);
        return WithoutCost(copy, RoteChatClient.SharedSource);
    }

    private static ChatResponse WithoutCost(ChatResponse response, string source)
    {
        (response.AdditionalProperties ??= [])[RoteChatClient.SourceProperty] = source;
        response.Usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0, TotalTokenCount = 0 };
        return response;
    }

    private static bool IsAnswer(AIContent content)
        => content is TextContent or TextReasoningContent or UsageContent or DataContent or UriContent;
}
