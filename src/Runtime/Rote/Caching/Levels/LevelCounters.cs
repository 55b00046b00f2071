namespace Rote.Caching;

/// <summary>What a second level did so far. Counted in keys, not in calls.</summary>
internal readonly record struct LevelCounters
{
    /// <summary>Keys asked for. Each is a hit, a miss or bypassed.</summary>
    public long Reads { get; init; }

    /// <summary>Values found.</summary>
    public long Hits { get; init; }

    /// <summary>Keys the level had no current value for, those of failed reads included.</summary>
    public long Misses { get; init; }

    /// <summary>Keys for which the level was not asked: an own invalidation is on its way, or the level rests.</summary>
    public long Bypassed { get; init; }

    /// <summary>Calls of the level, and serializations, that threw or took too long.</summary>
    public long Failures { get; init; }

    /// <summary>Stored bytes that were not what was written; each was a miss.</summary>
    public long Damaged { get; init; }

    /// <summary>Values written.</summary>
    public long Writes { get; init; }

    /// <summary>Removals the level confirmed.</summary>
    public long Removals { get; init; }

    /// <summary>Removals the level has not confirmed yet: now, not so far.</summary>
    public long PendingRemovals { get; init; }

    /// <summary>Keys that a load had to go on for, for whatever reason.</summary>
    public long AllMisses => Misses + Bypassed;

    /// <summary>What went wrong with the level, one way or the other.</summary>
    public long AllFailures => Failures + Damaged;
}
