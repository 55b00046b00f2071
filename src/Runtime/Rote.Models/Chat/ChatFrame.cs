namespace Rote.Models;

/// <summary>A request without the text of its last user message: what a similar request must have in common with it.</summary>
/// <param name="Key">Scope and everything but the prompt. Never equal to the key of a request.</param>
/// <param name="Prompt">The text of the last user message.</param>
internal readonly record struct ChatFrame(ChatKey Key, string Prompt);
