namespace AgentMemory.Wire;

/// <summary>A payload is not what its endpoint expects.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
