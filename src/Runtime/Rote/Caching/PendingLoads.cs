namespace Rote.Caching;

/// <summary>
/// Entries of synchronous loads that are running, so that an invalidation of their key finds them. At most one for each thread
/// that loads.
/// </summary>
/// <remarks>A snapshot array replaced as a whole: no lock is held while keys are compared.</remarks>
internal sealed class PendingLoads<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private Pending[] _pending = [];

    public int Count => Volatile.Read(ref _pending).Length;

    public void Add(in TKey key, CacheEntry<TValue> entry)
    {
        var added = new Pending(key, entry);
        while (true)
        {
            Pending[] before = Volatile.Read(ref _pending);
            if (TryReplace(before, [.. before, added]))
            {
                return;
            }
        }
    }

    public void Remove(CacheEntry<TValue> entry)
    {
        while (true)
        {
            Pending[] before = Volatile.Read(ref _pending);
            int index = Array.FindIndex(before, pending => ReferenceEquals(pending.Entry, entry));
            if (index < 0 || TryReplace(before, [.. before[..index], .. before[(index + 1)..]]))
            {
                return;
            }
        }
    }

    public void Invalidate(in TKey key)
    {
        foreach (Pending pending in Volatile.Read(ref _pending))
        {
            if (pending.Key.Equals(key))
            {
                pending.Entry.Invalidate();
            }
        }
    }

    private bool TryReplace(Pending[] before, Pending[] after)
        => ReferenceEquals(Interlocked.CompareExchange(ref _pending, after, before), before);

    private readonly record struct Pending(TKey Key, CacheEntry<TValue> Entry);
}
