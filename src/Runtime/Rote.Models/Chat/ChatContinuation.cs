using Microsoft.Extensions.AI;

// Under evaluation at the provider of the abstractions, but looked at here only to keep nothing of what uses it.
#pragma warning disable MEAI001

namespace Rote.Models;

/// <summary>What ties a request or an answer to work that goes on at the provider.</summary>
internal static class ChatContinuation
{
    public static bool IsAsked(ChatOptions options)
        => options.ContinuationToken is not null || options.AllowBackgroundResponses is not null;

    public static bool IsOffered(ChatResponse response) => response.ContinuationToken is not null;

    public static void Copy(ChatResponse from, ChatResponse to) => to.ContinuationToken = from.ContinuationToken;
}
