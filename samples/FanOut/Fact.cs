namespace FanOutSample;

/// <summary>What an agent remembers, and how well it fits a question.</summary>
public sealed record Fact(string Id, string Text, double Score);
