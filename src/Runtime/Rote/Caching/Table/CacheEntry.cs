using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>A kept value: a node of the table's chains and of its eviction queues.</summary>
/// <remarks>
/// Readers take no lock. The links, the slot and the time of renewal are written under the region's gate; a hit writes
/// <see cref="HotEntry{TKey, TValue}.Uses"/> until it is saturated, and the deadline of a sliding region. Lost increments only
/// cost precision of the eviction.
/// </remarks>
internal sealed class CacheEntry<TKey, TValue> : HotEntry<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private Task<TValue>? _task;

    public CacheEntry(in TKey key, TValue value, in EntryFacts facts)
        : base(in key, value, in facts)
    {
        Epoch = facts.Epoch;
        Weight = facts.Weight;
        Born = facts.Born;
        Expiry = facts.Expiry;
    }

    /// <summary>When its lifetime ends.</summary>
    public long Expiry { get; }

    /// <summary>When it was kept.</summary>
    public long Born { get; }

    public long Weight { get; }

    /// <summary>The region's generation that it was loaded under.</summary>
    public int Epoch { get; }

    /// <summary>When a hit is to start a load that renews it; <see cref="long.MaxValue"/>: never, or one is on its way.</summary>
    public long RenewAt { get; set; }

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
