using AgentMemory.Ingest;

namespace AgentMemory.Runs;

/// <summary>What every run has to do.</summary>
/// <param name="Agent">Whose memory is filled and asked.</param>
/// <param name="Passages">To be remembered.</param>
/// <param name="Questions">To be answered afterwards.</param>
internal sealed record Workload(string Agent, IReadOnlyList<Passage> Passages, IReadOnlyList<string> Questions)
{
    /// <summary>Answers to a question at most.</summary>
    public const int AnswerLimit = 5;

    /// <summary>Passages in work at a time, except in the sequential run. More would make the plain run slower.</summary>
    public const int Concurrency = 128;

    /// <summary>The first part of the passages, for the warm-up.</summary>
    public Workload Slice(int passages) => this with { Passages = [.. Passages.Take(passages)] };
}
