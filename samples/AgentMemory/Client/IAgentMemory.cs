using Rote;

namespace AgentMemory.Client;

/// <summary>
/// The memory of agents: it embeds, stores and searches. Every call is a round trip, unless the attributes say how to do
/// without: they are all that the decorated run adds.
/// </summary>
internal interface IAgentMemory
{
    /// <summary>The embedding of a text. The same text always has the same one, so it is worth keeping for long.</summary>
    [Batched(nameof(EmbedManyAsync), MaxBatchSize = 128), Cached(Hours = 24, Region = "embeddings"), Monitored]
    ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>The embeddings of several texts, in their order.</summary>
    [Cached(Hours = 24, Region = "embeddings"), Monitored]
    ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken = default);

    /// <summary>Stores a memory of an agent. What was found for the agent before may now be out of date.</summary>
    [Batched(nameof(StoreManyAsync)), Invalidates(Tags = ["agent:{agent}"]), Monitored]
    ValueTask StoreAsync([Scope] string agent, Memory memory, CancellationToken cancellationToken = default);

    /// <summary>Stores several memories of an agent, in their order.</summary>
    [Invalidates(Tags = ["agent:{agent}"]), Monitored]
    ValueTask StoreManyAsync(
        [Scope] string agent, IReadOnlyList<Memory> memories, CancellationToken cancellationToken = default);

    /// <summary>The memories of an agent that are nearest to a question, best first.</summary>
    /// <param name="agent">Whose memories.</param>
    /// <param name="question">The question.</param>
    /// <param name="vector">The embedding of the question; it follows from the question, so the key does without.</param>
    /// <param name="limit">Answers at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Cached(Minutes = 10, Tags = ["agent:{agent}"]), Monitored]
    ValueTask<IReadOnlyList<Answer>> SearchAsync(
        [Scope] string agent,
        string question,
        [NotInKey] ReadOnlyMemory<float> vector,
        int limit,
        CancellationToken cancellationToken = default);
}
