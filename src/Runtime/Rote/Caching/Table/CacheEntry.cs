namespace Rote.Caching;

/// <summary>A kept value: a node of the table's chains and of its eviction queues.</summary>
/// <remarks>
/// Readers take no lock. <see cref="Next"/>, <see cref="Queue"/>, <see cref="Slot"/> and the marks of renewal are written under the region's
/// gate; a hit writes <see cref="Uses"/> until it is saturated, and the deadline of a sliding region. Lost increments only cost
/// precision of the eviction.
/// </remarks>
internal sealed class CacheEntry<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>Where <see cref="Uses"/> stops counting.</summary>
    public const byte MostUses = 3;

    // The order of the fields follows the hit path: references first, as the runtime lays them out, then what a hit reads.
    public readonly TValue Value;
    public CacheEntry<TKey, TValue>? Next;
    public readonly TagToken[] Tags;
    private Task<TValue>? _task;

    /// <summary>Until when a hit needs no second look, in the milliseconds of the region's clock.</summary>
    public long Deadline;

    /// <summary>When its lifetime ends.</summary>
    public readonly long Expiry;

    /// <summary>When it was kept.</summary>
    public readonly long Born;
    public readonly long Weight;
    public readonly int Hash;

    /// <summary>The region's generation that it was loaded under.</summary>
    public readonly int Epoch;

    /// <summary>Its slot in the ring of its queue.</summary>
    public int Slot;

    /// <summary>Hits since the eviction last looked at it.</summary>
    public byte Uses;

    /// <summary>The eviction queue it is in.</summary>
    public EvictionQueue Queue;

    /// <summary>Whether a load that renews it is on its way.</summary>
    public bool Renewing;
    public readonly TKey Key;

    public CacheEntry(in TKey key, TValue value, in EntryFacts facts)
    {
        Key = key;
        Value = value;
        Tags = facts.Tags;
        Hash = facts.Hash;
        Epoch = facts.Epoch;
        Weight = facts.Weight;
        Born = facts.Born;
        Expiry = facts.Expiry;
        Deadline = facts.Deadline;
    }

    /// <summary>The value as a completed task, made at its first use. Two threads may make two; both are right.</summary>
    public Task<TValue> Task => _task ??= System.Threading.Tasks.Task.FromResult(Value);

    /// <summary>Whether one of its tags was invalidated.</summary>
    public bool IsDropped
    {
        get
        {
            foreach (TagToken tag in Tags)
            {
                if (tag.Invalidated)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
