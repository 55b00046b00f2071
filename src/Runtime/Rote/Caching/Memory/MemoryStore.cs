using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Memory;

namespace Rote.Caching;

/// <summary>The entries of a region in an <see cref="IMemoryCache"/> of the application.</summary>
/// <remarks>
/// Thread-safe as the cache is. It is called under the region's gate, except for look-ups: it must not call back into a
/// decorator.
/// </remarks>
internal sealed class MemoryStore<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly IMemoryCache _memory;
    private readonly RegionIdentity _identity = new();

    public MemoryStore(IMemoryCache memory) => _memory = memory;

    /// <exception cref="ObjectDisposedException">The cache is disposed.</exception>
    public CacheEntry<TKey, TValue>? Find(in TKey key)
    {
        CacheKey<TKey> probe = CacheKey<TKey>.Rent(_identity, in key);
        bool found = _memory.TryGetValue(probe, out object? kept);
        probe.Return();

        // The key holds this region's identity, which never leaves it: whatever is found was put there by Set.
        return found ? Unsafe.As<CacheEntry<TKey, TValue>>(kept!) : null;
    }

    /// <summary>Keeps an entry. <paramref name="lifetime"/>: time after which it is of no use at all.</summary>
    public void Set(CacheEntry<TKey, TValue> entry, TimeSpan lifetime)
    {
        try
        {
            using ICacheEntry kept = _memory.CreateEntry(new CacheKey<TKey>(_identity, in entry.Key));
            kept.Value = entry;
            kept.Size = entry.Weight;
            kept.AbsoluteExpirationRelativeToNow = lifetime;
        }
        catch (ObjectDisposedException)
        {
            // The cache was disposed while the load ran. Its callers still get their value; there is nowhere to keep it.
        }
    }

    public void Remove(in TKey key)
    {
        CacheKey<TKey> probe = CacheKey<TKey>.Rent(_identity, in key);
        try
        {
            _memory.Remove(probe);
        }
        catch (ObjectDisposedException)
        {
            // A write that outlives the cache has nothing left to drop.
        }

        probe.Return();
    }
}
