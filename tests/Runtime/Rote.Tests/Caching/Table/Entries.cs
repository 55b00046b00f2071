using System.Diagnostics.CodeAnalysis;
using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>Makes entries of numbers.</summary>
internal static class Entries
{
    /// <summary>Some keys share a hash code, and more of them a row of slots.</summary>
    public static int HashOf(int key) => key % 64 * 16;

    public static CacheEntry<int, long> Of(int key, long value, long weight = 1, long expiry = long.MaxValue)
        => new(
            in key,
            value,
            new EntryFacts(HashOf(key), 0, [], weight, Born: 5, Deadline: expiry, Expiry: expiry, NeedsLook: false));

    /// <summary>Looks a key up as a hit does.</summary>
    public static bool Hit(EntryTable<int, long> table, int key)
    {
        bool found = Read(table.Slots, in key, HashOf(key), out long value);
        Assert.Equal(table.Find(in key, HashOf(key))?.Value, found ? value : null);
        return found;
    }

    /// <summary>Looks a key up as a hit does, and where that is not enough, as what comes after it does.</summary>
    public static bool Read<TKey, TValue>(
        EntrySlots<TKey, TValue> slots, in TKey key, int hash, [MaybeNullWhen(false)] out TValue value, uint now = 0)
        where TKey : struct, IEquatable<TKey>
    {
        if (slots.TryHit(in key, hash, now, out value))
        {
            return true;
        }

        CacheEntry<TKey, TValue>? entry = slots.Find(in key, hash, out int at);
        if (entry is null)
        {
            return false;
        }

        slots.CountUse(at);
        value = entry.Value;
        return true;
    }
}
