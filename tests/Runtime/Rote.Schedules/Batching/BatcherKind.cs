namespace Rote.Schedules.Batching;

/// <summary>What the batcher's bulk method returns.</summary>
internal enum BatcherKind
{
    /// <summary>A result for each item.</summary>
    Results,

    /// <summary>A result or a failure for each item.</summary>
    Outcomes,

    /// <summary>Nothing.</summary>
    Writes,
}
