using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>A kept value with all that is known about it.</summary>
/// <remarks>
/// Readers take no lock. Most hits do not come here: what they need has a copy in the entry's
/// <see cref="EntrySlot{TKey, TValue}"/>.
/// What can be set is written under the region's gate; but a hit moves the deadline of a sliding region.
/// </remarks>
internal sealed class CacheEntry<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    public readonly TKey Key;

    /// <summary>Until when it answers unless its load is due, in the milliseconds of the region's clock.</summary>
    public long Deadline;

    private readonly bool _needsLook;
    private Task<TValue>? _task;

    public CacheEntry(in TKey key, TValue value, in EntryFacts facts)
    {
        Key = key;
        Value = value;
        Tags = facts.Tags;
        Hash = facts.Hash;
        Deadline = facts.Deadline;
        _needsLook = facts.NeedsLook || facts.Tags.Length != 0;
        Epoch = facts.Epoch;
        Weight = facts.Weight;
        Born = facts.Born;
        Expiry = facts.Expiry;
    }

    public TValue Value { get; }

    public TagToken[] Tags { get; }

    public int Hash { get; }

    /// <summary>Until when a hit needs no look at the entry itself, in units of <see cref="CoarseTime"/>.</summary>
    public uint SureUntil => _needsLook ? 0 : CoarseTime.Of(Deadline);

    /// <summary>When its lifetime ends.</summary>
    public long Expiry { get; }

    /// <summary>When it was kept.</summary>
    public long Born { get; }

    public long Weight { get; }

    /// <summary>The region's generation that it was loaded under.</summary>
    public int Epoch { get; }

    /// <summary>When a hit is to start a load that renews it; <see cref="long.MaxValue"/>: never, or one is on its way.</summary>
    public long RenewAt { get; set; }

    /// <summary>The eviction queue it is in.</summary>
    public EvictionQueue Queue { get; set; }

    /// <summary>Its slot in the ring of its queue.</summary>
    public int Slot { get; set; }

    /// <summary>The value as a completed task, made at its first use. Two threads may make two; both are right.</summary>
    public Task<TValue> Task => _task ??= System.Threading.Tasks.Task.FromResult(Value);

    /// <summary>Whether one of its tags was invalidated.</summary>
    public bool IsDropped
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
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
