using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Asks the provider, and decides what may be kept of its answers.</summary>
internal sealed class ChatProvider(IChatClient client, RoteChatOptions options, ChatCounts counts)
{
    /// <summary>Asks for a whole answer.</summary>
    public async ValueTask<ChatEntry> AskAsync(ChatRequest request, ChatKey key, CancellationToken cancellationToken)
    {
        counts.Send();
        ChatResponse response = await client
            .GetResponseAsync(request.Messages, request.Options, cancellationToken).ConfigureAwait(false);
        return EntryOf(response, key, isTaken: false);
    }

    /// <summary>Asks for a stream.</summary>
    public IAsyncEnumerable<ChatResponseUpdate> Stream(ChatRequest request, CancellationToken cancellationToken)
    {
        counts.Send();
        return client.GetStreamingResponseAsync(request.Messages, request.Options, cancellationToken);
    }

    /// <summary>An answer with what may be kept of it.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="key">Of its request.</param>
    /// <param name="isTaken">Whether a caller has it already.</param>
    public ChatEntry EntryOf(ChatResponse response, ChatKey key, bool isTaken)
    {
        counts.Spend(response.Usage);
        byte[]? json = ChatAnswers.IsWhole(response) && options.MayKeep?.Invoke(response) != false
            ? ChatAnswers.Write(response)
            : null;
        if (json is null)
        {
            counts.Drop();
            return ChatEntry.NotKept(response, isTaken);
        }

        return ChatEntry.Kept(json, key.Scope.Length + key.Request.Length, isTaken ? null : response);
    }
}
