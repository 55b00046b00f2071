namespace Rote.Batching;

/// <summary>What tells items apart in the index of a batcher.</summary>
/// <remarks>
/// The hash code is taken once, and entries of the index are told apart by their item object. So an entry is found and removed
/// without foreign code, also when the caller has changed its item meanwhile.
/// </remarks>
internal readonly struct ItemKey<TGroup, TItem, TResult> : IEquatable<ItemKey<TGroup, TItem, TResult>>
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly TGroup _group;
    private readonly TItem _item;
    private readonly int _hashCode;
    private readonly BatchItem<TGroup, TItem, TResult>? _entry;

    /// <summary>A key that looks up equal items.</summary>
    public ItemKey(in TGroup group, TItem item)
    {
        _group = group;
        _item = item;
        _hashCode = HashCode.Combine(group, item);
    }

    private ItemKey(in ItemKey<TGroup, TItem, TResult> key, BatchItem<TGroup, TItem, TResult> entry)
    {
        this = key;
        _entry = entry;
    }

    /// <summary>The key of one entry.</summary>
    public ItemKey<TGroup, TItem, TResult> Of(BatchItem<TGroup, TItem, TResult> entry) => new(in this, entry);

    public bool Equals(ItemKey<TGroup, TItem, TResult> other)
    {
        if (_entry is not null && other._entry is not null)
        {
            return ReferenceEquals(_entry, other._entry);
        }

        return _hashCode == other._hashCode
            && _group.Equals(other._group)
            && EqualityComparer<TItem>.Default.Equals(_item, other._item);
    }

    public override bool Equals(object? obj) => obj is ItemKey<TGroup, TItem, TResult> other && Equals(other);

    public override int GetHashCode() => _hashCode;
}
