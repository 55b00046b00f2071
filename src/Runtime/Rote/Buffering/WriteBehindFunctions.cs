namespace Rote.Buffering;

/// <summary>What a buffer asks its decorator.</summary>
/// <typeparam name="TPartition">What the writes of a bulk call have in common.</typeparam>
/// <typeparam name="TItem">What tells them apart.</typeparam>
public sealed class WriteBehindFunctions<TPartition, TItem>
    where TPartition : struct, IEquatable<TPartition>
{
    /// <summary>
    /// The arguments that a partition stands for, by the names of their parameters; <see langword="null"/>: none.
    /// </summary>
    public Func<TPartition, IReadOnlyList<KeyValuePair<string, object?>>>? Arguments { get; init; }

    /// <summary>
    /// Called for every write after each bulk call that carried it, before anybody hears of its end, also when the call failed: a
    /// failed write may have written.
    /// </summary>
    public Action<TPartition, TItem>? Committed { get; init; }
}
