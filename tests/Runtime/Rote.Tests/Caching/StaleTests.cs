using Rote.Caching;

namespace Rote.Tests.Caching;

/// <summary>Entries live 10 seconds and may answer for 20 more when their load fails.</summary>
public sealed class StaleTests
{
    private static CachePolicy Forgiving(CachePolicy policy)
        => policy with { Lifetime = TimeSpan.FromSeconds(10), StaleLifetime = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task LoadAsync_FailsWithinTheLimit_AnswersStaleAndTriesAgainNextTime()
    {
        using var fixture = new RegionFixture(Forgiving);
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);

        Assert.False(fixture.Has("a"));
        Assert.Equal("old", await Fail(fixture, "a"));
        Assert.Equal("old", await Fail(fixture, "a"));
        Assert.False(fixture.Has("a"));
        Assert.Equal((2, 2, 3), (fixture.Statistics.StaleHits, fixture.Statistics.FailedLoads, fixture.Statistics.Loads));

        Assert.Equal("new", await fixture.LoadValue("a", "new"));
        Assert.Equal("new", fixture.Kept("a"));
    }

    [Theory]
    [InlineData(29.9, true)]
    [InlineData(30, false)]
    public async Task LoadAsync_Fails_TheLimitIsExact(double seconds, bool answers)
    {
        using var fixture = new RegionFixture(Forgiving);
        await fixture.LoadValue("a", "old");
        fixture.Seconds(seconds);

        if (answers)
        {
            Assert.Equal("old", await Fail(fixture, "a"));
        }
        else
        {
            await Assert.ThrowsAsync<IOException>(async () => await Fail(fixture, "a"));
            Assert.Equal(0, fixture.Statistics.StaleHits);
        }
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("region")]
    public async Task LoadAsync_FailsAfterInvalidation_NeverAnswersStale(string way)
    {
        using var fixture = new RegionFixture(Forgiving, id => [new CacheTag(id)]);
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);
        fixture.Drop("a", way);

        await Assert.ThrowsAsync<IOException>(async () => await Fail(fixture, "a"));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("region")]
    public async Task LoadAsync_InvalidatedWhileItFails_NeverAnswersStale(string way)
    {
        using var fixture = new RegionFixture(Forgiving, id => [new CacheTag(id)]);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);
        ValueTask<string?> call = fixture.Call("a", store);
        fixture.Drop("a", way);
        (await store.Begun(0)).One.SetException(new IOException("down"));

        await Assert.ThrowsAsync<IOException>(async () => await call);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_FailsWithoutStaleLifetime_Throws()
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(10) });
        await fixture.LoadValue("a", "old");
        fixture.Seconds(10);

        await Assert.ThrowsAsync<IOException>(async () => await Fail(fixture, "a"));
    }

    [Fact]
    public void Load_SynchronousFails_AnswersStale()
    {
        using var fixture = new RegionFixture(Forgiving);
        var key = new RegionFixture.Key("a");
        fixture.Region.Load(key, 0, static (_, _) => "old");
        fixture.Seconds(15);

        Assert.Equal("old", fixture.Region.Load<int>(key, 0, static (_, _) => throw new IOException("down")));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadManyAsync_Fails_KeysWithAStaleValueStillAnswerTheirOwnCallers()
    {
        using var fixture = new RegionFixture(Forgiving);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);
        ValueTask<IReadOnlyList<string?>> both = fixture.LoadMany(["a", "b"], store.LoadMany, CancellationToken.None);
        ValueTask<string?> one = fixture.Call("a", store);
        ValueTask<string?> other = fixture.Call("b", store);
        (await store.Begun(0)).Many.SetException(new IOException("down"));

        Assert.Equal("old", await one);
        await Assert.ThrowsAsync<IOException>(async () => await other);
        await Assert.ThrowsAsync<IOException>(async () => await both);
        Assert.Equal((1, 2), (fixture.Statistics.StaleHits, fixture.Statistics.FailedLoads));
    }

    [Fact]
    public async Task LoadManyAsync_FailsAndAllAreStale_Answers()
    {
        using var fixture = new RegionFixture(Forgiving);
        await fixture.LoadValue("a", "A");
        await fixture.LoadValue("b", "B");
        fixture.Seconds(15);

        IReadOnlyList<string?> values = await fixture.LoadMany(
            ["b", "a", "b"], static (_, _) => throw new IOException("down"), TestContext.Current.CancellationToken);

        Assert.Equal(["B", "A", "B"], values);
    }

    [Fact]
    public async Task LoadAsync_StoreInTheMemoryCache_AnswersStaleToo()
    {
        using var fixture = new RegionFixture(policy => Forgiving(policy) with { Store = CacheStore.MemoryCache });
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);
        Assert.Equal("old", await Fail(fixture, "a"));

        fixture.Seconds(15);
        await Assert.ThrowsAsync<IOException>(async () => await Fail(fixture, "a"));
    }

    [Fact]
    public async Task LoadAsync_CancelledByItsLastCaller_DoesNotCountAStaleHit()
    {
        using var fixture = new RegionFixture(Forgiving);
        var store = new GatedStore();
        await fixture.LoadValue("a", "old");
        fixture.Seconds(15);
        using var leaving = new CancellationTokenSource();
        ValueTask<string?> call = fixture.Load("a", store.Load, leaving.Token);
        GatedLoad load = await store.Begun(0);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        load.One.SetCanceled(TestContext.Current.CancellationToken);
        await Levels.Signals.Until(() => fixture.Statistics.FailedLoads == 1);

        Assert.Equal(0, fixture.Statistics.StaleHits);
    }

    private static ValueTask<string?> Fail(RegionFixture fixture, string id)
        => fixture.Load(id, static _ => throw new IOException("down"), TestContext.Current.CancellationToken);
}
