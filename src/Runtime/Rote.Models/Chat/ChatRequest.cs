using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>A request on its way to the provider.</summary>
/// <param name="Messages">Its messages.</param>
/// <param name="Options">Its options, a copy.</param>
internal sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options);
