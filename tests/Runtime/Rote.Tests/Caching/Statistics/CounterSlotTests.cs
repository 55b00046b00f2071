using Rote.Caching;
using Rote.Generated;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching.Statistics;

/// <summary>Runs alone: no other region takes a slot meanwhile.</summary>
[Collection("Telemetry")]
public sealed class CounterSlotTests
{
    [Fact]
    public void Cache_RegionIsRefused_TakesNoSlotOfTheCounters()
    {
        int before = NextSlot();
        using var context = new DecoratorContext("ITest", new RoteOptions { SecondLevel = new MemoryLevel() });
        for (int i = 0; i < 3; i++)
        {
            Assert.Throws<RoteSerializerException>(() => context.Cache<int, Version>(
                new CachePolicy { Region = "refused", SecondLevel = true },
                new() { KeyText = static (in int key, ref CacheKeyWriter writer) => writer.Add(key) }));
        }

        Assert.Equal(before, NextSlot());
    }

    private static int NextSlot()
    {
        int slot = StripedCounter.TakeSlot();
        StripedCounter.ReturnSlot(slot);
        return slot;
    }
}
