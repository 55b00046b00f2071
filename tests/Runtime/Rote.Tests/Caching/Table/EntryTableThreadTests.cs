using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>Readers without a lock beside one writer, which is what the region's gate makes of all writers.</summary>
public sealed class EntryTableThreadTests
{
    private const int Keys = 2_000;

    [Fact]
    public async Task Find_WhileTheTableGrowsShrinksAndIsCleared_SeesRightValuesOnly()
    {
        var table = new EntryTable<int, long>(1_500);
        bool over = false;
        var found = new long[3];
        Task[] readers = [.. Enumerable.Range(0, found.Length).Select(reader => OnThread(() =>
        {
            var random = new Random(reader);
            while (!Volatile.Read(ref over) || found[reader] == 0)
            {
                int key = random.Next(Keys);
                CacheEntry<int, long>? entry = table.Find(in key, Entries.HashOf(key));
                if (entry is not null)
                {
                    // A value is its key and a version: never that of another key.
                    Assert.Equal((key, key), (entry.Key, (int)(entry.Value % Keys)));
                    found[reader]++;
                }
            }
        }))];

        var newest = new Dictionary<int, long>();
        var random = new Random(11);
        for (int step = 0; step < 200_000; step++)
        {
            Write(table, newest, random, step);
        }

        for (int key = 0; key < Keys; key++)
        {
            long value = key + ((long)Keys * 1_000_000);
            table.Set(Entries.Of(key, value));
            newest[key] = value;
        }

        Volatile.Write(ref over, true);
        await Task.WhenAll(readers);

        int kept = 0;
        for (int key = 0; key < Keys; key++)
        {
            if (table.Find(in key, Entries.HashOf(key)) is { } entry)
            {
                Assert.Equal(newest[key], entry.Value);
                kept++;
            }
        }

        Assert.Equal((1_500, 1_500), (kept, table.Count));
    }

    /// <summary>Whatever moves, grows and is cleared: what hits see of a key only gets newer.</summary>
    [Fact]
    public async Task TryRead_WhileTheTableGrowsShrinksAndIsCleared_NeverGoesBack()
    {
        var table = new EntryTable<int, long>(1_500);
        bool over = false;
        Task[] readers = [.. Enumerable.Range(0, 2).Select(seed => OnThread(() =>
        {
            var random = new Random(seed);
            var last = new long[Keys];
            while (!Volatile.Read(ref over))
            {
                int key = random.Next(Keys);
                if (table.Slots.TryHit(in key, Entries.HashOf(key), now: 0, out long value))
                {
                    Assert.Equal(key, (int)(value % Keys));
                    Assert.InRange(value, last[key], long.MaxValue);
                    last[key] = value;
                }
            }
        }))];

        var newest = new Dictionary<int, long>();
        var random = new Random(12);
        for (int step = 0; step < 100_000; step++)
        {
            Write(table, newest, random, step);
        }

        Volatile.Write(ref over, true);
        await Task.WhenAll(readers);
    }

    private static void Write(EntryTable<int, long> table, Dictionary<int, long> newest, Random random, int step)
    {
        int key = random.Next(Keys);
        int what = random.Next(10_000);
        if (what == 0)
        {
            table.Clear();
        }
        else if (what < 3_000)
        {
            if (table.Find(in key, Entries.HashOf(key)) is { } entry)
            {
                table.Remove(entry);
            }
        }
        else
        {
            newest[key] = key + ((long)Keys * step);
            table.Set(Entries.Of(key, newest[key]));
        }

        // The writer itself sees what it did.
        long? seen = table.Find(in key, Entries.HashOf(key))?.Value;
        Assert.Equal(what >= 3_000 ? newest[key] : null, seen);
    }

    private static Task OnThread(Action work)
        => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
