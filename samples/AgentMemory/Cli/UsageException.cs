namespace AgentMemory.Cli;

/// <summary>The command line asks for something that does not exist. The message is one line for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
