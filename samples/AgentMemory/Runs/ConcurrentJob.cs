using AgentMemory.Client;
using AgentMemory.Ingest;

namespace AgentMemory.Runs;

/// <summary>The job as one writes it for speed: many calls in flight, with a bound. It does not know whether the memory is
/// decorated: both <see cref="RunKind.Plain"/> and <see cref="RunKind.Decorated"/> are exactly this code.</summary>
internal static class ConcurrentJob
{
    /// <summary>Remembers every passage, then asks every question.</summary>
    public static async Task<IReadOnlyList<Reply>> IngestAndAskAsync(
        IAgentMemory memory, Workload work, RunProgress progress, CancellationToken cancellationToken)
    {
        var bounded = new ParallelOptions
        {
            MaxDegreeOfParallelism = Workload.Concurrency,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(work.Passages, bounded, async (passage, token) =>
        {
            await RememberAsync(memory, work.Agent, passage, token).ConfigureAwait(false);
            progress.Advance();
        }).ConfigureAwait(false);

        return await AskAsync(memory, work, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks every question.</summary>
    public static async Task<IReadOnlyList<Reply>> AskAsync(
        IAgentMemory memory, Workload work, CancellationToken cancellationToken)
        => await Task.WhenAll(work.Questions.Select(
            question => AskOneAsync(memory, work.Agent, question, cancellationToken))).ConfigureAwait(false);

    private static async Task RememberAsync(
        IAgentMemory memory, string agent, Passage passage, CancellationToken cancellationToken)
    {
        var vector = await memory.EmbedAsync(passage.Text, cancellationToken).ConfigureAwait(false);
        await memory.StoreAsync(agent, Memories.From(passage, vector), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Reply> AskOneAsync(
        IAgentMemory memory, string agent, string question, CancellationToken cancellationToken)
    {
        var vector = await memory.EmbedAsync(question, cancellationToken).ConfigureAwait(false);
        return new Reply(question, await memory.SearchAsync(
            agent, question, vector, Workload.AnswerLimit, cancellationToken).ConfigureAwait(false));
    }
}
