using AgentMemory.Client;

namespace AgentMemory.Runs;

/// <summary>Times every call that the job makes, the same way in every run: outermost, around whatever is inside.</summary>
/// <remarks>Written by hand, because it measures the decorators as well.</remarks>
internal sealed class TimedMemory(IAgentMemory inner, TimeProvider clock, int passages, int questions) : IAgentMemory
{
    /// <summary>Durations of embedding.</summary>
    public LatencyLog Embed { get; } = new(passages + questions);

    /// <summary>Durations of storing.</summary>
    public LatencyLog Store { get; } = new(passages);

    /// <summary>Durations of searching.</summary>
    public LatencyLog Search { get; } = new(questions);

    public async ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        var vector = await inner.EmbedAsync(text, cancellationToken).ConfigureAwait(false);
        Embed.Add(clock.GetTimestamp() - start);
        return vector;
    }

    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
        => inner.EmbedManyAsync(texts, cancellationToken);

    public async ValueTask StoreAsync(string agent, Memory memory, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        await inner.StoreAsync(agent, memory, cancellationToken).ConfigureAwait(false);
        Store.Add(clock.GetTimestamp() - start);
    }

    public ValueTask StoreManyAsync(
        string agent, IReadOnlyList<Memory> memories, CancellationToken cancellationToken = default)
        => inner.StoreManyAsync(agent, memories, cancellationToken);

    public async ValueTask<IReadOnlyList<Answer>> SearchAsync(
        string agent, string question, ReadOnlyMemory<float> vector, int limit, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        var answers = await inner.SearchAsync(agent, question, vector, limit, cancellationToken).ConfigureAwait(false);
        Search.Add(clock.GetTimestamp() - start);
        return answers;
    }
}
