namespace AgentMemory.Client;

/// <summary>The memory server refused a call, or could not be reached.</summary>
internal sealed class AgentMemoryException : Exception
{
    public AgentMemoryException(string message)
        : base(message)
    {
    }

    public AgentMemoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
