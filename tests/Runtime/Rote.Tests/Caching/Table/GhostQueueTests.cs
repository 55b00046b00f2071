using Rote.Caching;

namespace Rote.Tests.Caching.Table;

public sealed class GhostQueueTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 50)]
    [InlineData(4, 1_000)]
    public void Operations_AtRandom_AgreeWithAList(int seed, int limit)
    {
        var random = new Random(seed);
        var ghosts = new GhostQueue();
        var model = new List<(int Hash, bool FromMain)>();
        for (int step = 0; step < 20_000; step++)
        {
            int hash = random.Next(300) * (random.Next(2) == 0 ? 1 : 1_000_003);
            if (random.Next(3) != 0)
            {
                bool fromMain = random.Next(4) == 0;
                ghosts.Add(hash, fromMain, limit);
                model.RemoveRange(0, Math.Max(0, model.Count + 1 - limit));
                model.Add((hash, fromMain));
            }
            else
            {
                // Of two ghosts of one hash the chain may give either.
                bool removed = ghosts.TryRemove(hash, out bool fromMain);
                Assert.Equal(model.Exists(ghost => ghost.Hash == hash), removed);
                if (removed)
                {
                    int index = model.FindLastIndex(ghost => ghost == (hash, fromMain));
                    Assert.InRange(index, 0, model.Count - 1);
                    if (model.Count(ghost => ghost.Hash == hash) > 1)
                    {
                        ghosts = new GhostQueue();
                        model.Clear();
                        continue;
                    }

                    model.RemoveAt(index);
                }
            }

            Assert.Equal(model.Count(static ghost => ghost.FromMain), ghosts.OfMain);
            Assert.Equal(model.Count(static ghost => !ghost.FromMain), ghosts.OfSmall);
            Assert.InRange(model.Count, 0, limit);
        }
    }

    [Fact]
    public void TryRemove_Empty_FindsNothing()
    {
        Assert.False(new GhostQueue().TryRemove(0, out bool fromMain));
        Assert.False(fromMain);
    }
}
