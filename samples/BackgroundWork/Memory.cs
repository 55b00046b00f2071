namespace BackgroundWorkSample;

/// <summary>What an agent was told, and wants to find again.</summary>
internal sealed record Memory(string Id, string Text);
