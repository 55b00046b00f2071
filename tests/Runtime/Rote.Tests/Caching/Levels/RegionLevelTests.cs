using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

/// <summary>Regions over one level, as two processes have them.</summary>
public sealed class RegionLevelTests
{
    private readonly MemoryLevel _level = new();
    private int _loads;

    [Fact]
    public async Task LoadAsync_OtherProcessHasLoaded_TheStoreIsNotCalled()
    {
        using RegionFixture one = Process();
        using RegionFixture two = Process();
        Assert.Equal("v1", await Load(one, "a"));
        await WhenWritten(1);

        Assert.Equal("v1", await Load(two, "a"));
        Assert.Equal("v1", two.Kept("a"));
        Assert.Equal(1, _loads);
        Assert.Equal((1, 0), (two.Statistics.SecondLevelHits, two.Statistics.SecondLevelMisses));
        Assert.Equal((0, 1), (one.Statistics.SecondLevelHits, one.Statistics.SecondLevelMisses));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("region")]
    public async Task Invalidate_InOneProcess_DropsItForThoseThatHaveItNot(string way)
    {
        using RegionFixture one = Process();
        using RegionFixture two = Process();
        await Load(one, "a");
        await WhenWritten(1);
        one.Drop("a", way);

        Assert.Equal("v2", await Load(one, "a"));
        await one.Context.DisposeAsync();
        Assert.NotEqual("v1", await Load(two, "a"));
    }

    [Fact]
    public async Task InvalidateAll_OfTheContext_ReachesTheLevel()
    {
        using RegionFixture one = Process();
        await Load(one, "a");
        await WhenWritten(1);
        one.Context.InvalidateAll();

        Assert.Equal("v2", await Load(one, "a"));
    }

    [Fact]
    public async Task LoadManyAsync_SomeInEachLevel_OnlyWhatMissesInBothReachesTheStore()
    {
        using RegionFixture one = Process();
        using RegionFixture two = Process();
        await one.LoadMany(["a", "b"], Upper, TestContext.Current.CancellationToken);
        await WhenWritten(2);
        await two.LoadValue("m", "M");
        string[]? asked = null;

        IReadOnlyList<string?> values = await two.LoadMany(
            ["x", "a", "m", "b", "y", "x"],
            (ids, token) =>
            {
                asked = ids;
                return Upper(ids, token);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(["X", "A", "M", "B", "Y", "X"], values);
        Assert.Equal(["x", "y"], asked!);
        Assert.Equal(2, two.Statistics.SecondLevelHits);
    }

    [Fact]
    public async Task LoadAsync_NullWithLifetime_IsSharedAsNull()
    {
        using RegionFixture one = Process(policy => policy with { NullLifetime = TimeSpan.FromSeconds(60) });
        using RegionFixture two = Process(policy => policy with { NullLifetime = TimeSpan.FromSeconds(60) });
        Assert.Null(await one.LoadValue("a", null));
        await WhenWritten(1);

        Assert.Null(await Load(two, "a"));
        Assert.Equal(0, _loads);
    }

    [Fact]
    public async Task LoadAsync_NullWithoutLifetime_IsNotWritten()
    {
        using RegionFixture one = Process();
        using RegionFixture two = Process();
        Assert.Null(await one.LoadValue("a", null));
        await one.LoadValue("b", "v");
        await WhenWritten(1);

        Assert.Equal("v1", await Load(two, "a"));
    }

    [Fact]
    public async Task LoadAsync_LevelFails_TheStoreAnswersAndFailuresAreCounted()
    {
        _level.Fails = true;
        using RegionFixture one = Process();
        Assert.Equal("v1", await Load(one, "a"));
        Assert.Equal(["B"], await one.LoadMany(["b"], Upper, TestContext.Current.CancellationToken));

        Assert.Equal("v1", one.Kept("a"));
        Assert.True(one.Statistics.SecondLevelFailures > 0);
        Assert.Equal(0, one.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_LevelHangs_GivesUpAfterItsTimeLimit()
    {
        using RegionFixture one = Process();
        _level.Hangs = true;
        ValueTask<string?> call = Load(one, "a");
        Assert.False(call.IsCompleted);
        await Signals.Until(() => _level.Calls == 1);
        one.Seconds(1);

        Assert.Equal("v1", await call);
    }

    [Fact]
    public async Task LoadAsync_ValueOfTheLevel_LivesForWhatIsLeftOfIt()
    {
        using RegionFixture one = Process();
        using RegionFixture two = Process();
        await Load(one, "a");
        await WhenWritten(1);
        one.Seconds(290);
        two.Seconds(290);

        Assert.Equal("v1", await Load(two, "a"));
        two.Seconds(9.9);
        Assert.True(two.Has("a"));
        two.Seconds(0.2);
        Assert.False(two.Has("a"));
        Assert.Equal("v2", await Load(two, "a"));
    }

    [Fact]
    public async Task LoadAsync_Renewal_DoesNotReadItsOwnOldValueBack()
    {
        using RegionFixture one = Process(static policy => policy with { RefreshPercent = 50 });
        await Load(one, "a");
        await WhenWritten(1);
        one.Seconds(160);
        Assert.Equal("v1", await Load(one, "a"));
        await Signals.Until(() => one.Statistics.Renewals == 1);

        Assert.Equal("v2", one.Kept("a"));
        await WhenWritten(2);
        using RegionFixture two = Process();
        two.Seconds(160);
        Assert.Equal("v2", await Load(two, "a"));
    }

    [Fact]
    public async Task LoadAsync_RenewalWhenAnotherProcessHasRenewed_TakesItsValue()
    {
        using RegionFixture one = Process(static policy => policy with { RefreshPercent = 50 });
        using RegionFixture two = Process(static policy => policy with { RefreshPercent = 50 });
        await Load(one, "a");
        await WhenWritten(1);
        Assert.Equal("v1", await Load(two, "a"));
        one.Seconds(160);
        two.Seconds(160);
        await Load(one, "a");
        await WhenWritten(2);

        Assert.Equal("v1", await Load(two, "a"));
        await Signals.Until(() => two.Kept("a") == "v2");
        Assert.Equal(2, _loads);
    }

    [Fact]
    public async Task LoadAsync_RegionsOfOneNameWithOtherKeys_DoNotMeetInTheLevel()
    {
        using RegionFixture one = Process();
        CacheRegion<OtherKey, string?> other = one.Context.Cache<OtherKey, string?>(
            new CachePolicy { Region = "test", SecondLevel = true },
            new()
            {
                KeyText = static (in OtherKey key, ref CacheKeyWriter writer) => writer.Add(key.Scope),
                Tags = static key => [new CacheTag(key.Scope)],
            });
        await Load(one, "a");
        await WhenWritten(1);

        Assert.Equal("other", await other.LoadAsync(
            new OtherKey("a"), 0, static (_, _, _) => ValueTask.FromResult<string?>("other"), CancellationToken.None));
    }

    [Fact]
    public async Task LoadAsync_GenerationCannotBeSet_IsCountedForTheRegion()
    {
        using RegionFixture one = Process();
        _level.FailsToSet = true;
        await Load(one, "a");
        Assert.Equal(2, one.Statistics.SecondLevelFailures);
    }

    private static ValueTask<IReadOnlyList<string?>> Upper(string[] ids, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<string?>>([.. ids.Select(static id => id.ToUpperInvariant())]);

    private ValueTask<string?> Load(RegionFixture process, string id)
        => process.Load(
            id,
            _ => ValueTask.FromResult<string?>($"v{Interlocked.Increment(ref _loads)}"),
            TestContext.Current.CancellationToken);

    /// <summary>Callers do not wait for the writes.</summary>
    private Task WhenWritten(int values) => Signals.Until(() => _level.Writes >= values);

    private RegionFixture Process(Func<CachePolicy, CachePolicy>? policy = null)
        => new(
            basic => (policy?.Invoke(basic) ?? basic) with { SecondLevel = true },
            static id => [new CacheTag(id)],
            new RoteOptions { SecondLevel = _level },
            new() { KeyText = static (in RegionFixture.Key key, ref CacheKeyWriter writer) => writer.Add(key.Id) });

    private readonly record struct OtherKey(string Scope);
}
