namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>What the recording implementation throws when it is told to.</summary>
public sealed class TapeException(string message) : Exception(message);
