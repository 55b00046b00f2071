using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>
/// Slots by themselves: keys and values of many words, rows that move and wrap around, readers beside a writer.
/// </summary>
public sealed class EntrySlotsTests
{
    private const int Keys = 200;
    private const long Deadline = 1_000;

    /// <summary>Removals at random, until nothing is left: whoever is here is found, whoever is gone is not.</summary>
    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 16)]
    [InlineData(3, 32)]
    [InlineData(4, 256)]
    public void Remove_FromFullRows_LosesNobody(int seed, int size)
    {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++)
        {
            var slots = new EntrySlots<int, int>(size);
            int[] uses = new int[size];
            CacheEntry<int, int>[] entries =
                [.. Enumerable.Range(0, size - 1).Select(key => Of(in key, key * 2, random.Next(-3, 4) * (size / 2 + 1)))];
            foreach (CacheEntry<int, int> entry in entries)
            {
                Assert.Null(slots.Put(entry));
                uses[entry.Key] = entry.Key % 4;
                slots.UsesOf(entry) = (byte)uses[entry.Key];
            }

            random.Shuffle(entries);
            for (int gone = 0; gone < entries.Length; gone++)
            {
                slots.Remove(entries[gone]);
                for (int index = 0; index < entries.Length; index++)
                {
                    CacheEntry<int, int> entry = entries[index];
                    bool found = Entries.Read(slots, in entry.Key, entry.Hash, out int value);
                    Assert.Equal((index > gone, index > gone ? entry.Value : 0), (found, value));
                    Assert.Same(index > gone ? entry : null, slots.Find(in entry.Key, entry.Hash));
                    uses[entry.Key] = Math.Min(EntrySlots<int, int>.MostUses, uses[entry.Key] + (found ? 1 : 0));
                    Assert.True(!found || slots.UsesOf(entry) == uses[entry.Key], "The uses of another.");
                }
            }
        }
    }

    [Fact]
    public void Put_KeyThatIsThere_TakesItsPlaceAndKeepsItsUses()
    {
        var slots = new EntrySlots<int, int>(4);
        CacheEntry<int, int> first = Of(1, 10, 3);
        CacheEntry<int, int> second = Of(1, 20, 3);
        Assert.Null(slots.Put(first));
        Assert.NotNull(slots.Find(1, 3, out int at));
        for (int use = 0; use < 10; use++)
        {
            Assert.True(slots.TryHit(1, 3, now: 0, out int before));
            Assert.Equal(10, before);
        }

        Assert.Same(first, slots.Put(second));
        Assert.Equal(EntrySlots<int, int>.MostUses, slots.UsesOf(second));
        Assert.True(slots.TryHit(1, 3, now: 0, out int value));
        Assert.Equal(20, value);
        Assert.Same(second, slots.Find(1, 3, out int same));
        Assert.Equal(at, same);
    }

    /// <summary>
    /// While a renewal is on its way, its entry's deadline is the end of its lifetime. If it fails, that comes back: a table that
    /// grew in between must not have let hits do without a look until then.
    /// </summary>
    [Fact]
    public void CopyTo_EntryWhoseDeadlineMoved_StaysSureForNoLonger()
    {
        var slots = new EntrySlots<int, int>(4);
        CacheEntry<int, int> entry = Of(1, 10, 3);
        slots.Put(entry);
        slots.UsesOf(entry) = 2;
        entry.Deadline = 5 * Deadline;
        var larger = new EntrySlots<int, int>(8);
        slots.CopyTo(larger);

        Assert.Equal(2, larger.UsesOf(entry));
        Assert.True(larger.TryHit(1, 3, CoarseTime.Of(Deadline) - 1, out int value));
        Assert.Equal(10, value);
        Assert.False(larger.TryHit(1, 3, CoarseTime.Of(Deadline), out _));
    }

    /// <summary>A hash of zero is one like any other, and so is one that differs from another in its lowest bit.</summary>
    [Fact]
    public void TryRead_HashesThatLookAlike_AreToldApart()
    {
        var slots = new EntrySlots<int, int>(8);
        slots.Put(Of(1, 10, 0));
        slots.Put(Of(2, 20, 1));
        Assert.True(slots.TryHit(1, 0, now: 0, out int one));
        Assert.True(slots.TryHit(2, 1, now: 0, out int two));
        Assert.False(Entries.Read(slots, 3, 0, out _));
        Assert.Equal((10, 20), (one, two));
    }

    /// <summary>While one thread writes, no reader gets half a key or half a value, nor the value of another key.</summary>
    [Fact]
    public async Task TryRead_BesideAWriter_GivesWholeValuesOfItsKey()
    {
        var table = new EntryTable<WideKey, WideValue>(Keys / 2);
        bool over = false;
        Task<long>[] readers = [.. Enumerable.Range(0, 2).Select(seed => OnThread(() =>
        {
            var random = new Random(seed);
            long found = 0;
            while (!Volatile.Read(ref over) || found == 0)
            {
                var key = WideKey.Of(random.Next(Keys));
                if (table.Slots.TryHit(in key, key.GetHashCode(), now: 0, out WideValue value))
                {
                    Assert.True(value.IsWhole && value.Key == key, $"{value} for {key}.");
                    found++;
                }
            }

            return found;
        }))];

        var writer = new Random(3);
        for (int version = 0; version < 300_000; version++)
        {
            var key = WideKey.Of(writer.Next(Keys));
            if (writer.Next(3) == 0 && table.Find(in key, key.GetHashCode()) is { } entry)
            {
                table.Remove(entry);
            }
            else
            {
                table.Set(Of(in key, WideValue.Of(version, key), key.GetHashCode()));
            }
        }

        // One that stays, so that every reader finds something.
        for (int number = 0; number < Keys; number++)
        {
            var key = WideKey.Of(number);
            table.Set(Of(in key, WideValue.Of(number, key), key.GetHashCode()));
        }

        Volatile.Write(ref over, true);
        Assert.All(await Task.WhenAll(readers), static found => Assert.NotEqual(0, found));
    }

    private static CacheEntry<TKey, TValue> Of<TKey, TValue>(in TKey key, TValue value, int hash)
        where TKey : struct, IEquatable<TKey>
        => new(in key, value, new EntryFacts(hash, 0, [], 1, Born: 0, Deadline, Deadline, NeedsLook: false));

    private static Task<long> OnThread(Func<long> work)
        => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
