using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>A request on its way to the provider.</summary>
/// <param name="Messages">Its messages.</param>
/// <param name="Options">Its options, a copy.</param>
internal sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)
{
    /// <summary>As its key says, whatever a caller who left does with his messages before they are sent for others.</summary>
    public ChatRequest Copy() => this with { Messages = [.. Messages.Select(ChatCopies.Of)] };
}
