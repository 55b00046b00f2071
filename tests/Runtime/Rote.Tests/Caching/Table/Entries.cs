using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>Makes entries of numbers.</summary>
internal static class Entries
{
    /// <summary>Some keys share a hash code, and more of them a chain.</summary>
    public static int HashOf(int key) => key % 64 * 16;

    public static CacheEntry<int, long> Of(int key, long value, long weight = 1, long expiry = long.MaxValue)
        => new(in key, value, new EntryFacts(HashOf(key), 0, [], weight, Born: 5, Deadline: expiry, Expiry: expiry));

    /// <summary>Looks a key up as a hit does.</summary>
    public static bool Hit(EntryTable<int, long> table, int key)
    {
        CacheEntry<int, long>? entry = table.Find(in key, HashOf(key));
        if (entry is not null && entry.Uses < HotEntry<int, long>.MostUses)
        {
            entry.Uses++;
        }

        return entry is not null;
    }
}
