using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>
/// Writes a whole request as an injective text. Says no to whatever has none: what a delegate makes of a request, what a server
/// remembers, classes that nobody here knows. Then the request goes to the provider as it is.
/// </summary>
internal static class ChatRequestText
{
    /// <summary>Writes what the options ask for.</summary>
    /// <returns>Whether everything in them has a text.</returns>
    public static bool TryAdd(CanonicalText text, ChatOptions? options)
    {
        if (options is null)
        {
            // As if they were empty: providers make no difference.
            return TryAdd(text, new ChatOptions());
        }

        bool isPlain = options.GetType() == typeof(ChatOptions)
            && options.RawRepresentationFactory is null
            && options.ConversationId is null
            && !ChatContinuation.IsAsked(options);
        if (!isPlain)
        {
            return false;
        }

        // The model stands in the text already, with its default.
        text.Add(options.Instructions)
            .Add(options.Temperature)
            .Add(options.MaxOutputTokens)
            .Add(options.TopP)
            .Add(options.TopK)
            .Add(options.FrequencyPenalty)
            .Add(options.PresencePenalty)
            .Add(options.Seed)
            .Add(options.Reasoning is null ? null : 1)
            .Add((long?)options.Reasoning?.Effort)
            .Add((long?)options.Reasoning?.Output)
            .Add(options.AllowMultipleToolCalls switch { null => null, true => 1L, false => 0L })
            .Add(options.StopSequences?.Count);
        foreach (string stop in options.StopSequences ?? [])
        {
            text.Add(stop);
        }

        return TryAdd(text, options.ResponseFormat)
            && TryAdd(text, options.ToolMode)
            && TryAdd(text, options.Tools)
            && text.TryAddAll(options.AdditionalProperties);
    }

    /// <summary>Writes a message.</summary>
    /// <returns>Whether everything in it has a text.</returns>
    public static bool TryAdd(CanonicalText text, ChatMessage message)
    {
        if (message.GetType() != typeof(ChatMessage) || message.RawRepresentation is not null)
        {
            return false;
        }

        text.Add(message.Role.Value)
            .Add(message.AuthorName)
            .Add(message.MessageId)
            .Add(message.CreatedAt?.UtcTicks)
            .Add(message.Contents.Count);
        foreach (AIContent content in message.Contents)
        {
            if (!TryAdd(text, content))
            {
                return false;
            }
        }

        return text.TryAddAll(message.AdditionalProperties);
    }

    private static bool TryAdd(CanonicalText text, AIContent content)
    {
        if (content.RawRepresentation is not null || content.Annotations is { Count: > 0 })
        {
            return false;
        }

        Type type = content.GetType();
        text.Add(type.Name);
        bool isKnown = content switch
        {
            TextContent part when type == typeof(TextContent) => Added(text.Add(part.Text)),
            TextReasoningContent part when type == typeof(TextReasoningContent)
                => Added(text.Add(part.Text).Add(part.ProtectedData)),
            DataContent part when type == typeof(DataContent) => Added(text.Add(part.Uri).Add(part.Name)),
            UriContent part when type == typeof(UriContent) => Added(text.Add(part.Uri.OriginalString).Add(part.MediaType)),
            FunctionCallContent part when type == typeof(FunctionCallContent) && part.Exception is null
                => text.Add(part.CallId)
                    .Add(part.Name)
                    .Add(part.InformationalOnly ? 1 : 0)
                    .TryAddAll(part.Arguments?.AsReadOnly()),
            FunctionResultContent part when type == typeof(FunctionResultContent) && part.Exception is null
                => text.Add(part.CallId).TryAdd(part.Result),
            _ => false,
        };
        return isKnown && text.TryAddAll(content.AdditionalProperties);
    }

    private static bool TryAdd(CanonicalText text, ChatResponseFormat? format)
    {
        switch (format)
        {
            case null:
                text.Add((string?)null);
                return true;
            case ChatResponseFormatText:
                text.Add("text");
                return true;
            case ChatResponseFormatJson json:
                text.Add("json").Add(json.Schema).Add(json.SchemaName).Add(json.SchemaDescription);
                return true;
            default:
                return false;
        }
    }

    private static bool TryAdd(CanonicalText text, ChatToolMode? mode)
    {
        switch (mode)
        {
            case null:
                text.Add((string?)null);
                return true;
            case NoneChatToolMode:
                text.Add("none");
                return true;
            case AutoChatToolMode:
                text.Add("auto");
                return true;
            case RequiredChatToolMode required:
                text.Add("required").Add(required.RequiredFunctionName);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Functions by what the model is told of them. The provider's own tools look at a world that changes.</summary>
    private static bool TryAdd(CanonicalText text, IList<AITool>? tools)
    {
        text.Add(tools?.Count);
        foreach (AITool tool in tools ?? [])
        {
            if (tool is not AIFunctionDeclaration function)
            {
                return false;
            }

            text.Add(function.Name).Add(function.Description).Add(function.JsonSchema).Add(function.ReturnJsonSchema);
            if (!text.TryAddAll(function.AdditionalProperties))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Added(CanonicalText text) => text is not null;
}
