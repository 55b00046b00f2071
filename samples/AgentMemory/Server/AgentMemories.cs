using AgentMemory.Client;
using AgentMemory.Embedding;

namespace AgentMemory.Server;

/// <summary>The memories of one agent. Search looks at each: exact, linear in their number.</summary>
/// <remarks>Thread-safe: one lock, held for the time of a write or a search.</remarks>
internal sealed class AgentMemories
{
    private const int MaxMemories = 1_000_000;
    private readonly Lock _lock = new();
    private readonly List<Memory> _memories = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Stores memories in their order; one with an id that is known replaces the older.</summary>
    /// <exception cref="InvalidOperationException">The agent remembers as much as it may.</exception>
    public void Store(ReadOnlySpan<Memory> memories)
    {
        lock (_lock)
        {
            foreach (var memory in memories)
            {
                Store(memory);
            }
        }
    }

    /// <summary>The nearest memories, best first; equal scores in the order of their ids.</summary>
    public IReadOnlyList<Answer> Search(ReadOnlySpan<float> vector, int limit)
    {
        var best = new BestAnswers(limit);
        lock (_lock)
        {
            foreach (var memory in _memories)
            {
                best.Offer(memory, VectorMath.Dot(vector, memory.Vector.Span));
            }
        }

        return best.ToAnswers();
    }

    private void Store(Memory memory)
    {
        if (_places.TryGetValue(memory.Id, out var place))
        {
            _memories[place] = memory;
            return;
        }

        if (_memories.Count == MaxMemories)
        {
            throw new InvalidOperationException($"an agent has room for {MaxMemories} memories");
        }

        _places.Add(memory.Id, _memories.Count);
        _memories.Add(memory);
    }
}
