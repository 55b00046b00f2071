namespace AgentMemory.Ingest;

/// <summary>The input cannot be used at all. The message is one line for the user.</summary>
internal sealed class InputException : Exception
{
    public InputException(string message)
        : base(message)
    {
    }

    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
