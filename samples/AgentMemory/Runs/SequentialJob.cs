using AgentMemory.Client;

namespace AgentMemory.Runs;

/// <summary>The job as people first write it: one awaited call after the other.</summary>
internal static class SequentialJob
{
    /// <summary>Remembers every passage, then asks every question.</summary>
    public static async Task<IReadOnlyList<Reply>> IngestAndAskAsync(
        IAgentMemory memory, Workload work, RunProgress progress, CancellationToken cancellationToken)
    {
        // The rule is right: this is the loop it warns of, kept to be measured against.
#pragma warning disable ROTE1001
        foreach (var passage in work.Passages)
        {
            var vector = await memory.EmbedAsync(passage.Text, cancellationToken).ConfigureAwait(false);
            await memory.StoreAsync(work.Agent, Memories.From(passage, vector), cancellationToken).ConfigureAwait(false);
            progress.Advance();
        }

        var replies = new List<Reply>();
        foreach (var question in work.Questions)
        {
            var vector = await memory.EmbedAsync(question, cancellationToken).ConfigureAwait(false);
            replies.Add(new Reply(question, await memory.SearchAsync(
                work.Agent, question, vector, Workload.AnswerLimit, cancellationToken).ConfigureAwait(false)));
        }
#pragma warning restore ROTE1001

        return replies;
    }
}
