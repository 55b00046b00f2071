using AgentMemory.Client;

namespace AgentMemory.Runs;

/// <summary>Times every call that the job makes, the same way in every run: outermost, around whatever is inside.</summary>
/// <remarks>Written by hand, because it measures the decorators as well.</remarks>
internal sealed class TimedMemory(IAgentMemory inner, TimeProvider clock, int passages, int questions) : IAgentMemory
{
    private readonly LatencyLog _embed = new(passages + questions);
    private readonly LatencyLog _store = new(passages);
    private readonly LatencyLog _search = new(questions);

    /// <summary>The waiting times noted so far.</summary>
    public Latencies Latencies => new(
        Latency.Of(clock, _embed),
        Latency.Of(clock, _store),
        Latency.Of(clock, _search),
        Latency.Of(clock, _embed, _store, _search));

    public async ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        var vector = await inner.EmbedAsync(text, cancellationToken).ConfigureAwait(false);
        _embed.Add(clock.GetTimestamp() - start);
        return vector;
    }

    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
        => inner.EmbedManyAsync(texts, cancellationToken);

    public async ValueTask StoreAsync(string agent, Memory memory, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        await inner.StoreAsync(agent, memory, cancellationToken).ConfigureAwait(false);
        _store.Add(clock.GetTimestamp() - start);
    }

    public ValueTask StoreManyAsync(
        string agent, IReadOnlyList<Memory> memories, CancellationToken cancellationToken = default)
        => inner.StoreManyAsync(agent, memories, cancellationToken);

    public async ValueTask<IReadOnlyList<Answer>> SearchAsync(
        string agent, string question, ReadOnlyMemory<float> vector, int limit, CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();
        var answers = await inner.SearchAsync(agent, question, vector, limit, cancellationToken).ConfigureAwait(false);
        _search.Add(clock.GetTimestamp() - start);
        return answers;
    }
}
