namespace Rote.Caching;

/// <summary>
/// What a hit reads of an entry. The runtime lays out a base class before what is derived from it, so these fields are
/// neighbours:
/// one cache line less at every hit of a large region.
/// </summary>
internal abstract class HotEntry<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>Where <see cref="Uses"/> stops counting.</summary>
    public const byte MostUses = 3;

    public readonly TValue Value;

    /// <summary>The next entry of its chain.</summary>
    public CacheEntry<TKey, TValue>? Next;
    public readonly TagToken[] Tags;

    /// <summary>Until when a hit needs no second look, in the milliseconds of the region's clock.</summary>
    public long Deadline;
    public readonly int Hash;

    /// <summary>Hits since the eviction last looked at it.</summary>
    public byte Uses;

    /// <summary>The eviction queue it is in.</summary>
    public EvictionQueue Queue;
    public readonly TKey Key;

    protected HotEntry(in TKey key, TValue value, in EntryFacts facts)
    {
        Key = key;
        Value = value;
        Tags = facts.Tags;
        Hash = facts.Hash;
        Deadline = facts.Deadline;
    }
}
