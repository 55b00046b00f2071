using Rote.Caching;
using Rote.Generated;

namespace Rote.Allocation.Tests;

public sealed class CacheAllocationTests : IDisposable
{
    private readonly DecoratorContext _context = new("ITest", null);
    private readonly CacheRegion<Key, string> _region;
    private readonly CacheRegion<Key, string> _tagged;
    private readonly Key _key = new("tenant1", "8c9f3a52-6d0e-4c3d-9d57-2f0f5a1c7b11");

    public CacheAllocationTests()
    {
        _region = _context.Cache<Key, string>(new CachePolicy { Region = "plain", Sliding = TimeSpan.FromSeconds(60) });
        _tagged = _context.Cache<Key, string>(
            new CachePolicy { Region = "tagged" }, new() { Tags = key => [new CacheTag("user", key.Scope)] });
        _region.Load(_key, 0, (_, _) => "v");
        _tagged.Load(_key, 0, (_, _) => "v");
    }

    [Fact]
    public void TryGet_Hit_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => Assert.True(_region.TryGet(in _key, out _))));

    [Fact]
    public void TryGet_HitWithTags_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => Assert.True(_tagged.TryGet(in _key, out _))));

    [Fact]
    public void TryGet_HitOfARegionThatRenewsWeighsAndKeepsStale_AllocatesNothing()
    {
        CacheRegion<Key, string> region = _context.Cache<Key, string>(
            new CachePolicy
            {
                Region = "all",
                RefreshPercent = 80,
                MaxWeight = 1_000,
                StaleLifetime = TimeSpan.FromSeconds(60),
                LoadTimeout = TimeSpan.FromSeconds(60),
                SelfSizing = new CacheSelfSizing { Minimum = 10, Maximum = 1_000 },
            },
            new() { Weight = static value => value.Length, Lifetime = static _ => TimeSpan.FromHours(1) });
        region.Load(_key, 0, (_, _) => "v");

        Assert.Equal(0, Allocations.Of(() => Assert.True(region.TryGet(in _key, out _))));
        Assert.True(region.Statistics.Hits >= 10_000);
    }

    [Fact]
    public void TryGet_Miss_AllocatesNothing()
    {
        var absent = new Key("tenant1", "absent");
        Assert.Equal(0, Allocations.Of(() => Assert.False(_region.TryGet(in absent, out _))));
    }

    [Fact]
    public void TryGetTask_Hit_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => Assert.True(_region.TryGetTask(in _key, out _))));

    [Fact]
    public void Invalidate_NothingKept_AllocatesNothing()
    {
        var absent = new Key("tenant1", "absent");
        Assert.Equal(0, Allocations.Of(() => _region.Invalidate(in absent)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void LoadManyAsync_AllKept_AllocatesTheResultOnly(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"id {i}")];
        foreach (string id in ids)
        {
            _region.Load(new Key("t", id), id, (state, _) => state);
        }

        long array = Allocations.OfOne(() => GC.KeepAlive(new string[count]));
        long bytes = Allocations.OfOne(() =>
        {
            ValueTask<IReadOnlyList<string>> call = _region.LoadManyAsync<string, int>(
                ids,
                0,
                static (_, id) => new Key("t", id),
                static (_, _, _) => throw new InvalidOperationException("must not load"),
                default);
            Assert.True(call.IsCompletedSuccessfully);
        });

        Assert.Equal(array, bytes);
    }

    public void Dispose() => _context.Dispose();

    private readonly record struct Key(string Scope, string Id);
}
