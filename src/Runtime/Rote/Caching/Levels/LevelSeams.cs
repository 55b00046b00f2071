namespace Rote.Caching;

/// <summary>What a test of all orders of events has to decide itself.</summary>
internal sealed record LevelSeams
{
    /// <summary>As it is outside of tests.</summary>
    public static LevelSeams Default { get; } = new();

    /// <summary>Starts work in the background. Never called under a lock.</summary>
    public Action<Action> Background { get; init; }
        = static run => ThreadPool.UnsafeQueueUserWorkItem(static run => run(), run, preferLocal: false);

    /// <summary>How those continue who waited for one generation: each on a thread of the pool.</summary>
    public TaskCreationOptions Continuations { get; init; } = TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>Removals that wait at most; beyond it, the whole level is given up until every region is renewed.</summary>
    public int MaxPendingRemovals { get; init; } = 1_024;
}
