namespace Rote.Caching;

/// <summary>
/// What a <see cref="DiskCacheLevel"/> makes durable before it answers. Matters when the machine loses power, not when a
/// process dies.
/// </summary>
public enum DiskCacheFlush
{
    /// <summary>Removals: a removed value never comes back. Values set shortly before a loss of power may be misses.</summary>
    Removals,

    /// <summary>
    /// Every write: a value that was set is there after a loss of power. Costs a flush of the disk for each group of writes.
    /// </summary>
    EveryWrite,
}
