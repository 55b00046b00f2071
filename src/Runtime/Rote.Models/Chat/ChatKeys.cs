using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Finds the key of a request.</summary>
internal sealed class ChatKeys(RoteChatOptions options, ChatClientMetadata? metadata)
{
    /// <summary>The model of requests that name none; <see langword="null"/>: nobody knows.</summary>
    public string? DefaultModel => options.ModelId ?? metadata?.DefaultModelId;

    /// <summary>The key; <see langword="null"/>: the request has none, and its answer is not kept.</summary>
    /// <param name="scope">That of a <see cref="RoteChatClient.WithScope"/>; <see langword="null"/>: the options say.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="request">The request's options.</param>
    public ChatKey? KeyOf(string? scope, IReadOnlyList<ChatMessage> messages, ChatOptions? request)
    {
        string? asked = options.ScopeOf is null ? "" : options.ScopeOf(request);
        if (asked is null)
        {
            return null;
        }

        CanonicalText text = AddProvider(new CanonicalText()).Add(request?.ModelId ?? DefaultModel);
        if (!ChatRequestText.TryAdd(text, request))
        {
            return null;
        }

        foreach (ChatMessage message in messages)
        {
            if (!ChatRequestText.TryAdd(text, message))
            {
                return null;
            }
        }

        return new ChatKey(new CanonicalText().Add(scope).Add(asked).ToString(), text.ToString());
    }

    /// <summary>The text of the last message, where it is a user's and nothing but text; else <see langword="null"/>.</summary>
    public static string? PromptOf(IReadOnlyList<ChatMessage> messages)
        => messages is [.., { Contents: [TextContent text] } last] && last.Role == ChatRole.User
            && text.GetType() == typeof(TextContent) && text.AdditionalProperties is null
            ? text.Text
            : null;

    /// <summary>What a similar request has in common with one that has a key; <see langword="null"/>: it has no prompt.</summary>
    public ChatFrame? FrameOf(ChatKey key, ChatRequest request)
    {
        if (PromptOf(request.Messages) is not { } prompt)
        {
            return null;
        }

        ChatMessage empty = request.Messages[^1].Clone();
        empty.Contents = [new TextContent("")];
        var text = AddProvider(new CanonicalText()).Add(request.Options?.ModelId ?? DefaultModel);
        ChatRequestText.TryAdd(text, request.Options);
        foreach (ChatMessage message in request.Messages.SkipLast(1).Append(empty))
        {
            ChatRequestText.TryAdd(text, message);
        }

        return new ChatFrame(new ChatKey(key.Scope, text.ToString()), prompt);
    }

    /// <summary>Its address too: servers that speak one protocol share a name, and may share names of models.</summary>
    private CanonicalText AddProvider(CanonicalText text)
        => text.Add(metadata?.ProviderName).Add(metadata?.ProviderUri?.AbsoluteUri);
}
