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
        EntrySlots<int, long> slots = table.Slots;
        bool found = slots.TryRead(in key, HashOf(key), out int at, out long value, out _);
        Assert.Equal(table.Find(in key, HashOf(key))?.Value, found ? value : null);
        if (found)
        {
            slots.CountUse(at);
        }

        return found;
    }
}
