namespace Rote.Monitoring;

/// <summary>A tag that an argument decides, and the few values that it can have.</summary>
/// <param name="Name">Name of the tag.</param>
/// <param name="Values">What is told of each value. Every other value is told as <c>_OTHER</c>.</param>
public sealed record MonitorTag(string Name, params IReadOnlyList<string> Values);
