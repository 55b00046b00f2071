namespace WriteBehindSample;

/// <summary>One message of a conversation.</summary>
/// <param name="Session">The conversation.</param>
/// <param name="Number">Its place in the conversation, from 1.</param>
/// <param name="Text">What was said.</param>
internal sealed record Turn(string Session, int Number, string Text);
