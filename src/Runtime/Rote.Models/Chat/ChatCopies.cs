using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>
/// Copies of messages and contents, so that what one side changes later the other does not see. Contents of other kinds, which
/// nobody changes in passing, are shared.
/// </summary>
internal static class ChatCopies
{
    public static ChatMessage Of(ChatMessage message)
    {
        ChatMessage copy = message.Clone();
        copy.Contents = Of(message.Contents);
        copy.AdditionalProperties = Of(message.AdditionalProperties);
        return copy;
    }

    public static List<AIContent> Of(IList<AIContent> contents) => [.. contents.Select(Of)];

    public static AdditionalPropertiesDictionary? Of(AdditionalPropertiesDictionary? properties)
        => properties is null ? null : new(properties);

    private static AIContent Of(AIContent content)
    {
        AIContent? copy = content switch
        {
            TextContent part when part.GetType() == typeof(TextContent) => new TextContent(part.Text),
            TextReasoningContent part when part.GetType() == typeof(TextReasoningContent)
                => new TextReasoningContent(part.Text) { ProtectedData = part.ProtectedData },
            FunctionCallContent part when part.GetType() == typeof(FunctionCallContent) => CopyOf(part),
            _ => null,
        };
        if (copy is null)
        {
            return content;
        }

        copy.RawRepresentation = content.RawRepresentation;
        copy.Annotations = content.Annotations is null ? null : [.. content.Annotations];
        copy.AdditionalProperties = Of(content.AdditionalProperties);
        return copy;
    }

    /// <summary>Who calls functions marks the calls that he has made.</summary>
    private static FunctionCallContent CopyOf(FunctionCallContent call)
        => new(call.CallId, call.Name, call.Arguments is null ? null : new Dictionary<string, object?>(call.Arguments))
        {
            Exception = call.Exception,
            InformationalOnly = call.InformationalOnly,
        };
}
