namespace AgentMemory.Runs;

/// <summary>All runs, in the order they were made.</summary>
/// <param name="Runs">One or all.</param>
/// <param name="Repeat">Asking again; only where the decorated run was made.</param>
internal sealed record ComparisonResult(IReadOnlyList<RunResult> Runs, RepeatResult? Repeat)
{
    /// <summary>Whether every run found the same memories in the same order.</summary>
    public bool AnswersAgree { get; } = Runs.All(run => IsSame(run, Runs[0]));

    private static bool IsSame(RunResult left, RunResult right)
        => Ids(left).SequenceEqual(Ids(right), StringComparer.Ordinal);

    private static IEnumerable<string> Ids(RunResult run)
        => run.Replies.SelectMany(reply => reply.Answers.Select(answer => answer.Id).Prepend(reply.Question));
}
