using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>A client for one tenant, user or session.</summary>
internal sealed class ScopedChatClient(RoteChatClient client, string scope) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => client.GetResponseAsync(scope, messages, options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => client.GetStreamingResponseAsync(scope, messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);

        // Never the client behind it, where any chat client will do: that one is in another scope.
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : client.GetService(serviceType, serviceKey);
    }

    public void Dispose()
    {
        // A view: the client belongs to who made it.
    }
}
