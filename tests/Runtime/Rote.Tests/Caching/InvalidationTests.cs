using Rote.Caching;

namespace Rote.Tests.Caching;

public sealed class InvalidationTests
{
    private static readonly RegionFixture.Key A = new("a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["key", "tag", "scope-less tag", "region", "all"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Invalidate_KeptValue_IsGone(string way)
    {
        using var fixture = Tagged();
        await fixture.LoadValue("a", "v");

        Invalidate(fixture, way);

        Assert.False(fixture.Has("a"));
        Assert.Equal("w", await fixture.LoadValue("a", "w"));
        Assert.True(fixture.Has("a"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Invalidate_DuringALoad_ValueGoesToItsWaitersAndIsNotKept(string way)
    {
        using var fixture = Tagged();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> call = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();

        Invalidate(fixture, way);
        gate.SetResult("stale");

        Assert.Equal("stale", await call);
        Assert.False(fixture.Has("a"));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Invalidate_DuringALoad_LaterCallerLoadsAnewAndItsValueStays(string way)
    {
        using var fixture = Tagged();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> stale = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();

        Invalidate(fixture, way);
        Assert.Equal("fresh", await fixture.LoadValue("a", "fresh"));
        gate.SetResult("stale");

        Assert.Equal("stale", await stale);
        Assert.True(fixture.Region.TryGet(A, out string? kept));
        Assert.Equal("fresh", kept);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Invalidate_InsideTheLoad_ValueIsNotKept(string way)
    {
        using var fixture = Tagged();

        await fixture.Load("a", _ => { Invalidate(fixture, way); return new ValueTask<string?>("stale"); }, Ct);

        Assert.False(fixture.Has("a"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Invalidate_InsideASynchronousLoad_ValueIsNotKept(string way)
    {
        using var fixture = Tagged();

        string? value = fixture.Region.Load(A, 0, (_, _) => { Invalidate(fixture, way); return "stale"; });

        Assert.Equal("stale", value);
        Assert.False(fixture.Has("a"));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Invalidate_BetweenTwoStaleFlights_NeitherIsKept(string way)
    {
        using var fixture = Tagged();
        var first = new TaskCompletionSource<string?>();
        var second = new TaskCompletionSource<string?>();
        Task<string?> one = fixture.Load("a", _ => new ValueTask<string?>(first.Task), Ct).AsTask();
        Invalidate(fixture, way);
        Task<string?> two = fixture.Load("a", _ => new ValueTask<string?>(second.Task), Ct).AsTask();
        Invalidate(fixture, way);

        second.SetResult("2");
        first.SetResult("1");

        Assert.Equal("1", await one);
        Assert.Equal("2", await two);
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task Invalidate_OtherKey_KeepsThisOne()
    {
        using var fixture = new RegionFixture();
        await fixture.LoadValue("a", "v");

        fixture.Region.Invalidate(new RegionFixture.Key("b"));

        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task Invalidate_ScopedTag_DropsItsScopeOnly()
    {
        using var fixture = new RegionFixture(tags: id => [new CacheTag("t", id)]);
        await fixture.LoadValue("s1", "1");
        await fixture.LoadValue("s2", "2");

        fixture.Context.Invalidate(new CacheTag("t", "s1"));

        Assert.False(fixture.Has("s1"));
        Assert.True(fixture.Has("s2"));
        fixture.Context.Invalidate(new CacheTag("t"));
        Assert.False(fixture.Has("s2"));
    }

    [Fact]
    public async Task Invalidate_TagWithoutScopeOnEntryWithoutScope_LeavesItToScopedInvalidation()
    {
        using var fixture = new RegionFixture(tags: _ => [new CacheTag("t")]);
        await fixture.LoadValue("a", "v");

        fixture.Context.Invalidate(new CacheTag("t", "s1"));

        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task Invalidate_SeveralTags_AnyOfThemDrops()
    {
        using var fixture = new RegionFixture(tags: id => [new CacheTag("x"), new CacheTag("y", id)]);
        await fixture.LoadValue("a", "v");
        fixture.Context.Invalidate(new CacheTag("y", "a"));
        Assert.False(fixture.Has("a"));

        await fixture.LoadValue("a", "v");
        fixture.Context.Invalidate(new CacheTag("x"));
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public void Invalidate_DefaultTag_Throws()
    {
        using var fixture = new RegionFixture();

        Assert.Throws<ArgumentException>(() => fixture.Context.Invalidate(default));
    }

    [Fact]
    public async Task Invalidate_AfterDisposal_DoesNotThrow()
    {
        var fixture = Tagged();
        await fixture.LoadValue("a", "v");
        fixture.Dispose();

        foreach (string way in new[] { "key", "tag", "region", "all" })
        {
            Invalidate(fixture, way);
        }

        Assert.False(fixture.Has("a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await fixture.LoadValue("a", "v"));
    }

    private static RegionFixture Tagged() => new(tags: _ => [new CacheTag("t", "s")]);

    private static void Invalidate(RegionFixture fixture, string way)
    {
        switch (way)
        {
            case "key":
                fixture.Region.Invalidate(A);
                break;
            case "tag":
                fixture.Context.Invalidate(new CacheTag("t", "s"));
                break;
            case "scope-less tag":
                fixture.Context.Invalidate(new CacheTag("t"));
                break;
            case "region":
                fixture.Region.InvalidateAll();
                break;
            default:
                fixture.Context.InvalidateAll();
                break;
        }
    }
}
