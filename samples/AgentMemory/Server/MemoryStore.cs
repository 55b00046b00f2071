using System.Collections.Concurrent;

namespace AgentMemory.Server;

/// <summary>The memories of all agents. Thread-safe.</summary>
internal sealed class MemoryStore
{
    private const int MaxAgents = 1024;
    private readonly ConcurrentDictionary<string, AgentMemories> _agents = new(StringComparer.Ordinal);

    /// <summary>The memories of an agent; none yet for one that was never heard of.</summary>
    /// <exception cref="InvalidOperationException">There are too many agents.</exception>
    public AgentMemories Of(string agent)
        => _agents.TryGetValue(agent, out var memories) ? memories
            : _agents.Count < MaxAgents ? _agents.GetOrAdd(agent, static _ => new AgentMemories())
            : throw new InvalidOperationException($"there is room for {MaxAgents} agents");
}
