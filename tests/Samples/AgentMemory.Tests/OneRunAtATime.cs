namespace AgentMemory.Tests;

/// <summary>Tests that make runs go one after the other: cache hits are counted for the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class OneRunAtATime
{
    public const string Name = "runs";
}
