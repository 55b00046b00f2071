using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Memory;
using Rote.Caching;
using Rote.Generated;

namespace Rote.Tests.Caching;

public sealed class CacheRegionTests
{
    private static readonly RegionFixture.Key A = new("a");

    [Fact]
    public async Task TryGet_AfterLifetime_Misses()
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(10) });
        await fixture.LoadValue("a", "v");

        fixture.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(fixture.Has("a"));
        fixture.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(fixture.Has("a"));
    }

    [Theory]
    [InlineData(-3650)]
    [InlineData(3650)]
    public async Task TryGet_WallClockJumps_ExpiryIsUnmoved(int days)
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(10) });
        await fixture.LoadValue("a", "v");

        fixture.Time.JumpWallClock(TimeSpan.FromDays(days));

        Assert.True(fixture.Has("a"));
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task TryGet_Sliding_ExtendsUpToTheLifetime()
    {
        using var fixture = new RegionFixture(
            policy => policy with { Lifetime = TimeSpan.FromSeconds(10), Sliding = TimeSpan.FromSeconds(3) });
        await fixture.LoadValue("a", "v");
        for (int i = 0; i < 4; i++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.True(fixture.Has("a"));
        }

        fixture.Time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.False(fixture.Has("a"));

        await fixture.LoadValue("a", "v");
        fixture.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadAsync_Null_IsNotKeptByDefault()
    {
        using var fixture = new RegionFixture();
        int loads = 0;
        for (int i = 0; i < 3; i++)
        {
            Assert.Null(await fixture.Load("a", _ => { loads++; return default; }, TestContext.Current.CancellationToken));
        }

        Assert.Equal(3, loads);
    }

    [Fact]
    public async Task LoadAsync_NullWithLifetime_IsKeptThatLong()
    {
        using var fixture = new RegionFixture(policy => policy with { NullLifetime = TimeSpan.FromSeconds(5) });
        await fixture.LoadValue("a", null);

        Assert.True(fixture.Region.TryGet(A, out string? value));
        Assert.Null(value);
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public void Load_NullOfANullableValue_CountsAsNull()
    {
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<RegionFixture.Key, int?> region = context.Cache<RegionFixture.Key, int?>(new CachePolicy { Region = "n" });

        Assert.Null(region.Load(A, 0, (_, _) => null));
        Assert.False(region.TryGet(A, out _));
        Assert.Equal(0, region.Load(A, 0, (_, _) => 0));
        Assert.True(region.TryGet(A, out int? kept));
        Assert.Equal(0, kept);
    }

    [Fact]
    public void Load_Failure_IsNotKept()
    {
        using var fixture = new RegionFixture();

        Assert.Throws<FormatException>(() => fixture.Region.Load<int>(A, 0, (_, _) => throw new FormatException()));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("v", fixture.Region.Load(A, 0, (_, _) => "v"));
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task TryGetTask_Hit_ReturnsTheSameCompletedTask()
    {
        using var fixture = new RegionFixture();
        Assert.False(fixture.Region.TryGetTask(A, out _));
        await fixture.LoadValue("a", "v");

        Assert.True(fixture.Region.TryGetTask(A, out Task<string?>? first));
        Assert.True(fixture.Region.TryGetTask(A, out Task<string?>? second));
        Assert.Same(first, second);
        Assert.Equal("v", await first);
    }

    [Fact]
    public async Task Regions_OfOneSharedCache_NeverMeet()
    {
        using var memory = new MemoryCache(new MemoryCacheOptions { SizeLimit = 100 });
        var options = new RoteOptions { MemoryCache = memory };
        using var one = new DecoratorContext("IOne", options);
        using var two = new DecoratorContext("ITwo", options);
        CacheRegion<RegionFixture.Key, string?>[] regions =
        [
            one.Cache<RegionFixture.Key, string?>(new CachePolicy { Region = "same", Store = CacheStore.MemoryCache }),
            one.Cache<RegionFixture.Key, string?>(new CachePolicy { Region = "same", Store = CacheStore.MemoryCache }),
            two.Cache<RegionFixture.Key, string?>(new CachePolicy { Region = "same", Store = CacheStore.MemoryCache }),
        ];
        for (int i = 0; i < regions.Length; i++)
        {
            string value = $"value {i}";
            Assert.Equal(value, regions[i].Load(A, value, (state, _) => state));
        }

        for (int i = 0; i < regions.Length; i++)
        {
            Assert.True(regions[i].TryGet(A, out string? value));
            Assert.Equal($"value {i}", value);
        }

        Assert.Equal(3, memory.Count);
        await one.DisposeAsync();
        Assert.True(regions[2].TryGet(A, out _));
        one.InvalidateAll();
        Assert.False(regions[0].TryGet(A, out _));
        Assert.True(regions[2].TryGet(A, out _));
    }

    [Fact]
    public async Task LoadAsync_CacheIsFull_ReturnsTheValue()
    {
        using var fixture = new RegionFixture(options: new RoteOptions { MaxEntries = 2 });
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal("v", await fixture.LoadValue($"k{i}", "v"));
        }

        Assert.Equal(0, fixture.Region.LoadsInFlight);
        int kept = Enumerable.Range(0, 50).Count(i => fixture.Has($"k{i}"));
        Assert.InRange(kept, 0, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(19)]
    public async Task LoadAsync_SmallCacheIsFull_OldEntriesMakeRoom(int entries)
    {
        using var fixture = new RegionFixture(options: new RoteOptions { MaxEntries = entries });
        for (int i = 0; i < entries; i++)
        {
            await fixture.LoadValue($"old{i}", "v");
        }

        // Room is made on the pool: the value that finds the cache full is not kept, one of the next is.
        for (int i = 0; i < 100_000 && !fixture.Has("new"); i++)
        {
            await fixture.LoadValue("new", "v");
            await Task.Yield();
        }

        Assert.True(fixture.Has("new"));
    }

    [Fact]
    public async Task LoadAsync_DisposedMeanwhile_ReturnsTheValue()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> call = fixture
            .Load("a", _ => new ValueTask<string?>(gate.Task), TestContext.Current.CancellationToken)
            .AsTask();

        await fixture.Context.DisposeAsync();
        gate.SetResult("v");

        Assert.Equal("v", await call);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task TryGet_JitteredEntries_ExpireSpreadOverThePercentage()
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(100), JitterPercent = 50 });
        for (int i = 0; i < 1000; i++)
        {
            await fixture.LoadValue($"k{i}", "v");
        }

        int Left() => Enumerable.Range(0, 1000).Count(i => fixture.Has($"k{i}"));
        fixture.Time.Advance(TimeSpan.FromSeconds(49.9));
        Assert.Equal(1000, Left());
        fixture.Time.Advance(TimeSpan.FromSeconds(25.1));
        Assert.InRange(Left(), 430, 570);
        fixture.Time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal(0, Left());
    }

    [Fact]
    public void TryGet_KeyWhoseEqualityLooksUpAnother_GetsTheRightValues()
    {
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<ReentrantKey, string> region = context.Cache<ReentrantKey, string>(new CachePolicy { Region = "r" });
        var plain = new ReentrantKey(1, null);
        region.Load(plain, 0, (_, _) => "one");
        bool innerFound = false;
        var reentrant = new ReentrantKey(2, () => innerFound = region.TryGet(plain, out string? inner) && inner == "one");
        region.Load(reentrant, 0, (_, _) => "two");
        innerFound = false;

        Assert.True(region.TryGet(reentrant, out string? value));

        Assert.Equal("two", value);
        Assert.True(innerFound);
    }

    [Fact]
    public void TryGet_Done_KeepsNoKeyAlive()
    {
        using var fixture = new RegionFixture();

        WeakReference id = LookUp(fixture);
        GC.Collect();

        Assert.False(id.IsAlive);

        // Not inlined, so that the key is on no stack frame when the test collects.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference LookUp(RegionFixture fixture)
        {
            string id = new('x', 100);
            Assert.False(fixture.Has(id));
            return new WeakReference(id);
        }
    }

    [Fact]
    public void Cache_InvalidPolicy_ThrowsNamingThePropertyAndTheRegion()
    {
        using var context = new DecoratorContext("ITest", null);
        var policy = new CachePolicy { Region = "r" };
        CachePolicy[] invalid =
        [
            policy with { Lifetime = TimeSpan.Zero },
            policy with { Sliding = TimeSpan.FromTicks(-1) },
            policy with { NullLifetime = TimeSpan.FromTicks(-1) },
            policy with { JitterPercent = 101 },
            policy with { JitterPercent = -1 },
        ];
        string[] names = ["Lifetime", "Sliding", "NullLifetime", "JitterPercent", "JitterPercent"];
        for (int i = 0; i < invalid.Length; i++)
        {
            CachePolicy wrong = invalid[i];
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
                () => context.Cache<RegionFixture.Key, string>(wrong));
            Assert.Equal(names[i], error.ParamName);
            Assert.Contains("'r'", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => context.Cache<RegionFixture.Key, string>(new CachePolicy { Region = "" }));
    }

    [Fact]
    public async Task Cache_LongestLifetime_IsAccepted()
    {
        using var fixture = new RegionFixture(
            policy => policy with { Lifetime = TimeSpan.MaxValue, Sliding = TimeSpan.MaxValue });
        await fixture.LoadValue("a", "v");
        fixture.Time.Advance(TimeSpan.FromDays(3650));
        Assert.True(fixture.Has("a"));
    }

    private readonly struct ReentrantKey(int id, Action? onHash) : IEquatable<ReentrantKey>
    {
        private readonly int _id = id;
        private readonly Action? _onHash = onHash;

        public bool Equals(ReentrantKey other) => _id == other._id;

        public override bool Equals(object? obj) => obj is ReentrantKey other && Equals(other);

        public override int GetHashCode()
        {
            _onHash?.Invoke();
            return _id;
        }
    }
}
