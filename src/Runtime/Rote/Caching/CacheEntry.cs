namespace Rote.Caching;

/// <summary>
/// A value and the generation it was loaded under. Made before the load begins, so that an invalidation during the load
/// reaches it.
/// </summary>
internal sealed class CacheEntry<TValue>
{
    private readonly TagToken[] _tags;
    private readonly long _epoch;
    private TValue? _value;
    private Task<TValue>? _task;
    private volatile bool _invalidated;

    public CacheEntry(long epoch, TagToken[] tags)
    {
        _epoch = epoch;
        _tags = tags;
    }

    /// <summary>Set once, before the entry is published.</summary>
    public TValue Value
    {
        get => _value!;
        set => _value = value;
    }

    /// <summary>The value as a completed task, made at its first use. Two threads may make two; both are right.</summary>
    public Task<TValue> Task => _task ??= System.Threading.Tasks.Task.FromResult(_value!);

    /// <summary>Whether nothing was invalidated since the entry was made. <paramref name="epoch"/>: the region's, now.</summary>
    public bool IsCurrent(long epoch)
    {
        if (_invalidated || _epoch != epoch)
        {
            return false;
        }

        foreach (TagToken tag in _tags)
        {
            if (tag.Invalidated)
            {
                return false;
            }
        }

        return true;
    }

    public void Invalidate() => _invalidated = true;
}
