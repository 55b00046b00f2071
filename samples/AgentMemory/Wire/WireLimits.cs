namespace AgentMemory.Wire;

/// <summary>What one call may carry at most. Both sides know it.</summary>
internal static class WireLimits
{
    /// <summary>Bytes of a payload.</summary>
    public const int MaxPayload = 32 * 1024 * 1024;

    /// <summary>Items of a bulk call.</summary>
    public const int MaxItems = 4096;

    /// <summary>Answers to one question.</summary>
    public const int MaxAnswers = 100;
}
