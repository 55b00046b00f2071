using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>The table against a dictionary.</summary>
public sealed class EntryTableModelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 10, 1)]
    [InlineData(4, 100, 1)]
    [InlineData(5, 100, 30)]
    [InlineData(6, 1_000, 7)]
    [InlineData(7, 100_000, 1)]
    public void Operations_AtRandom_AgreeWithADictionary(int seed, long capacity, int mostWeight)
    {
        var random = new Random(seed);
        var table = new EntryTable<int, long>(capacity);
        var model = new Dictionary<int, CacheEntry<int, long>>();
        for (int step = 0; step < 20_000; step++)
        {
            Step(random, table, model, mostWeight);
            Assert.InRange(table.Weight, 0, table.Capacity);
            Assert.Equal(model.Count, table.Count);
            if (step % 500 == 0)
            {
                AssertEqual(table, model);
            }
        }

        AssertEqual(table, model);
    }

    [Fact]
    public void Set_CapacityOne_HoldsTheLast()
    {
        var table = new EntryTable<int, long>(1);
        for (int key = 0; key < 100; key++)
        {
            Assert.Equal(key == 0 ? 0 : 1, table.Set(Entries.Of(key, key)));
            Assert.True(Entries.Hit(table, key));
            Assert.Equal(1, table.Count);
        }
    }

    [Fact]
    public void Set_SameKeyAgain_EvictsNobodyAndKeepsItsStanding()
    {
        var table = new EntryTable<int, long>(2);
        table.Set(Entries.Of(1, 1));
        table.Set(Entries.Of(2, 2));
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(0, table.Set(Entries.Of(1, i)));
            Assert.Equal(i, table.Find(1, Entries.HashOf(1))!.Value);
        }

        Assert.True(Entries.Hit(table, 2));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void Capacity_Shrinks_MakeRoomEvictsToIt()
    {
        var table = new EntryTable<int, long>(1_000);
        for (int key = 0; key < 1_000; key++)
        {
            table.Set(Entries.Of(key, key));
        }

        table.Capacity = 10;
        Assert.Equal(990, table.MakeRoom(0));
        Assert.Equal(10, Enumerable.Range(0, 1_000).Count(key => Entries.Hit(table, key)));
    }

    [Fact]
    public async Task Set_ScanOfNewKeys_LeavesTheHotOnes()
    {
        using var fixture = new RegionFixture(static policy => policy with { MaxEntries = 100 });
        for (int key = 0; key < 50; key++)
        {
            await fixture.LoadValue($"{key}", "hot");
            Assert.True(fixture.Has($"{key}"));
        }

        for (int key = 1_000; key < 3_000; key++)
        {
            await fixture.LoadValue($"{key}", "cold");
        }

        Assert.Equal(50, Enumerable.Range(0, 50).Count(key => fixture.Has($"{key}")));
    }

    [Fact]
    public void Sweep_OncePerSlot_DropsAllThatIsDeadAndNothingElse()
    {
        var table = new EntryTable<int, long>(10_000);
        for (int key = 0; key < 1_000; key++)
        {
            table.Set(Entries.Of(key, key, expiry: key < 400 ? 100 : 101));
        }

        int dropped = 0;
        for (int i = 0; i < 4_096; i++)
        {
            dropped += table.Sweep(100, slides: false);
        }

        Assert.Equal(400, dropped);
        Assert.Equal(600, table.Count);
        Assert.Equal(600, Enumerable.Range(400, 600).Count(key => Entries.Hit(table, key)));
        Assert.Equal(600 * 5, table.SumOfBirths);
    }

    /// <summary>A row of dead entries is not one insertion's to pay for; but nobody is passed over.</summary>
    [Fact]
    public void Sweep_RowOfOneHash_IsDroppedInParts()
    {
        const int Dead = 1_000;
        var table = new EntryTable<int, long>(Dead);
        for (int key = 0; key < Dead; key++)
        {
            table.Set(new CacheEntry<int, long>(in key, key, new EntryFacts(7, 0, [], 1, 5, 100, 100, NeedsLook: false)));
        }

        int calls = 0;
        for (; table.Count > 0 && calls < 2_048; calls++)
        {
            Assert.InRange(table.Sweep(100, slides: false), 0, 16);
        }

        // At most once around the slots, and the parts.
        Assert.Equal(0, table.Count);
        Assert.InRange(calls, Dead / 16, 1_024 + (Dead / 16) + 1);
    }

    private static void Step(
        Random random, EntryTable<int, long> table, Dictionary<int, CacheEntry<int, long>> model, int mostWeight)
    {
        int key = random.Next(500);
        switch (random.Next(100))
        {
            case < 60:
                CacheEntry<int, long> entry = Entries.Of(key, random.NextInt64(), random.Next(1, mostWeight + 1));
                if (entry.Weight <= table.Capacity)
                {
                    bool replaces = model.Remove(key);
                    int before = model.Count;
                    int evicted = table.Set(entry);
                    Forget(table, model);
                    Assert.Equal(before - model.Count, evicted);
                    Assert.True(replaces || !model.ContainsKey(key));
                    model[key] = entry;
                }

                break;
            case < 80:
                Assert.Equal(model.ContainsKey(key), Entries.Hit(table, key));
                break;
            case < 97:
                if (model.Remove(key, out CacheEntry<int, long>? removed))
                {
                    table.Remove(removed);
                }

                break;
            case < 99:
                table.Capacity = Math.Max(mostWeight, table.Capacity + random.Next(-20, 21));
                int count = model.Count;
                int gone = table.MakeRoom(0);
                Forget(table, model);
                Assert.Equal(count - model.Count, gone);
                break;
            default:
                if (random.Next(20) == 0)
                {
                    table.Clear();
                    model.Clear();
                }

                break;
        }
    }

    /// <summary>Takes out of the model what the table has evicted.</summary>
    private static void Forget(EntryTable<int, long> table, Dictionary<int, CacheEntry<int, long>> model)
    {
        foreach ((int key, CacheEntry<int, long> entry) in model)
        {
            if (entry.Queue == EvictionQueue.None)
            {
                Assert.Null(table.Find(in key, Entries.HashOf(key)));
                model.Remove(key);
            }
        }
    }

    private static void AssertEqual(EntryTable<int, long> table, Dictionary<int, CacheEntry<int, long>> model)
    {
        for (int key = 0; key < 500; key++)
        {
            CacheEntry<int, long>? entry = table.Find(in key, Entries.HashOf(key));
            Assert.Same(model.GetValueOrDefault(key), entry);
            bool found = Entries.Read(table.Slots, in key, Entries.HashOf(key), out long value);
            Assert.Equal((entry is not null, entry?.Value ?? 0), (found, value));
        }

        Assert.Equal(model.Values.Sum(static entry => entry.Weight), table.Weight);
        Assert.Equal(model.Count * 5L, table.SumOfBirths);
    }
}
