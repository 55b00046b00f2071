namespace Rote.Testing;

/// <summary>A text is not the one that was verified.</summary>
public sealed class SnapshotException(string message) : Exception(message);
