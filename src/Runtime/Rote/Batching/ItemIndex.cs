using System.Numerics;

namespace Rote.Batching;

/// <summary>The calls that carry an item which later callers may join: a hash table.</summary>
/// <remarks>
/// Belongs to the batcher's lock. A byte for each place says whether it is taken and gives seven bits of the hash code; eight
/// are looked at together, in one word (the idea of Abseil's "Swiss tables", Kulukundis, CppCon 2017). Most items are new,
/// and that no other is equal is mostly found out without a look at any other call. Calls are found by the hash code that
/// they had when they came and removed by identity: without foreign code, also where a caller has changed its item
/// meanwhile. Constant time; adding allocates when the table grows, which it does to the most calls ever held at once.
/// </remarks>
internal sealed class ItemIndex<TGroup, TItem, TResult>
    where TGroup : struct, IEquatable<TGroup>
{
    private const int PlacesOfGroup = 8;
    private const int BitsOfPlace = 8;
    private const int UsedOfGroup = 6;
    private const int FewestGroups = 4;
    private const int TagShift = 25;
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong HighBits = 0x80 * Ones;
    private const ulong Taken = 0x80;

    /// <summary>Of a place that is free again in a group that was full: who looks for an item goes on from there.</summary>
    private const ulong Removed = 0x40;

    private ulong[] _groups = new ulong[FewestGroups];
    private BatchCall<TGroup, TItem, TResult>?[] _calls = new BatchCall<TGroup, TItem, TResult>?[FewestGroups * PlacesOfGroup];
    private int _count;

    /// <summary>Places that may be taken for the first time until the table is built again.</summary>
    private int _unused = FewestGroups * UsedOfGroup;

    /// <summary>The call that carries an item equal to <paramref name="call"/>'s.</summary>
    public BatchCall<TGroup, TItem, TResult>? Find(BatchCall<TGroup, TItem, TResult> call)
    {
        int hashCode = call.HashCode;
        var probe = new Probe(hashCode, _groups.Length);
        while (true)
        {
            ulong tags = _groups[probe.Group];
            for (ulong found = Equal(tags, TagOf(hashCode)); found != 0; found &= found - 1)
            {
                BatchCall<TGroup, TItem, TResult>? candidate = _calls[PlaceIn(probe.Group, found)];
                if (candidate is not null && candidate.HashCode == hashCode && AreEqual(candidate, call))
                {
                    return candidate;
                }
            }

            if (HasUnused(tags))
            {
                return null;
            }

            probe.Next();
        }
    }

    /// <summary>Adds a call to whose item none is equal.</summary>
    /// <returns>Its place, until the table grows.</returns>
    public int Add(BatchCall<TGroup, TItem, TResult> call)
    {
        if (_unused == 0)
        {
            Rebuild();
        }

        _count++;
        return Insert(call);
    }

    /// <summary>Removes a call, if it is there.</summary>
    /// <param name="call">The call.</param>
    /// <param name="place">Where it was put. Where it still is there, the call itself is not looked at.</param>
    public void Remove(BatchCall<TGroup, TItem, TResult> call, int place)
    {
        if ((place < _calls.Length && ReferenceEquals(_calls[place], call)) || TryFindPlace(call, out place))
        {
            RemoveAt(place);
        }
    }

    private static ulong TagOf(int hashCode) => Taken | ((uint)hashCode >> TagShift);

    private static bool AreEqual(BatchCall<TGroup, TItem, TResult> one, BatchCall<TGroup, TItem, TResult> other)
        => one.Group.Equals(other.Group) && EqualityComparer<TItem>.Default.Equals(one.Item, other.Item);

    /// <summary>
    /// The high bit of each byte that equals the tag; sometimes also of one above such a byte, which its call finds out.
    /// </summary>
    private static ulong Equal(ulong tags, ulong tag)
    {
        ulong difference = tags ^ (tag * Ones);
        return (difference - Ones) & ~difference & HighBits;
    }

    private static bool HasUnused(ulong tags) => ((tags - Ones) & ~tags & HighBits) != 0;

    private static int PlaceIn(int group, ulong highBits)
        => (group * PlacesOfGroup) + (BitOperations.TrailingZeroCount(highBits) / BitsOfPlace);

    private static int ShiftOf(int place) => place % PlacesOfGroup * BitsOfPlace;

    private int Insert(BatchCall<TGroup, TItem, TResult> call)
    {
        var probe = new Probe(call.HashCode, _groups.Length);
        ulong free;
        while ((free = ~_groups[probe.Group] & HighBits) == 0)
        {
            probe.Next();
        }

        int place = PlaceIn(probe.Group, free);
        int shift = ShiftOf(place);
        ref ulong tags = ref _groups[probe.Group];
        if (((tags >> shift) & Removed) == 0)
        {
            _unused--;
        }

        tags = (tags & ~(0xFFUL << shift)) | (TagOf(call.HashCode) << shift);
        _calls[place] = call;
        return place;
    }

    private void RemoveAt(int place)
    {
        ref ulong tags = ref _groups[place / PlacesOfGroup];
        ulong freed = 0;
        if (HasUnused(tags))
        {
            // Nobody who looked ever went on from this group.
            _unused++;
        }
        else
        {
            freed = Removed;
        }

        int shift = ShiftOf(place);
        tags = (tags & ~(0xFFUL << shift)) | (freed << shift);
        _calls[place] = null;
        _count--;
    }

    private bool TryFindPlace(BatchCall<TGroup, TItem, TResult> call, out int place)
    {
        var probe = new Probe(call.HashCode, _groups.Length);
        while (true)
        {
            ulong tags = _groups[probe.Group];
            for (ulong found = Equal(tags, TagOf(call.HashCode)); found != 0; found &= found - 1)
            {
                place = PlaceIn(probe.Group, found);
                if (ReferenceEquals(_calls[place], call))
                {
                    return true;
                }
            }

            if (HasUnused(tags))
            {
                place = 0;
                return false;
            }

            probe.Next();
        }
    }

    /// <summary>Makes room: a larger table, or, where places are only marked as removed, the same without the marks.</summary>
    private void Rebuild()
    {
        BatchCall<TGroup, TItem, TResult>?[] old = _calls;
        int groups = _count > _groups.Length * UsedOfGroup / 2 ? 2 * _groups.Length : _groups.Length;
        _groups = new ulong[groups];
        _calls = new BatchCall<TGroup, TItem, TResult>?[groups * PlacesOfGroup];
        _unused = groups * UsedOfGroup;
        foreach (BatchCall<TGroup, TItem, TResult>? call in old)
        {
            if (call is not null)
            {
                Insert(call);
            }
        }
    }

    /// <summary>The groups in which an item may be: each once, by steps that grow.</summary>
    private struct Probe(int hashCode, int groups)
    {
        private readonly int _mask = groups - 1;
        private int _step;

        public int Group { get; private set; } = hashCode & (groups - 1);

        public void Next() => Group = (Group + ++_step) & _mask;
    }
}
