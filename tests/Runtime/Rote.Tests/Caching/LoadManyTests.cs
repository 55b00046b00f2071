namespace Rote.Tests.Caching;

public sealed class LoadManyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadManyAsync_HitsMissesAndDuplicates_LoadsTheMissingOnceInRequestOrder()
    {
        using var fixture = new RegionFixture();
        await fixture.LoadValue("b", "kept b");
        List<string[]> asked = [];

        IReadOnlyList<string?> values = await fixture.LoadMany(["c", "b", "a", "c", "b", "a"], Echo(asked), Ct);

        Assert.Equal(["c!", "kept b", "a!", "c!", "kept b", "a!"], values);
        Assert.Equal(["c", "a"], Assert.Single(asked));
        Assert.True(fixture.Has("a"));
        Assert.True(fixture.Has("c"));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadManyAsync_Empty_DoesNotLoad()
    {
        using var fixture = new RegionFixture();

        Assert.Empty(await fixture.LoadMany([], MustNotLoad, Ct));
    }

    [Fact]
    public async Task LoadManyAsync_AllKept_DoesNotLoad()
    {
        using var fixture = new RegionFixture();
        await fixture.LoadValue("a", "1");

        Assert.Equal(["1", "1"], await fixture.LoadMany(["a", "a"], MustNotLoad, Ct));
    }

    [Fact]
    public async Task LoadManyAsync_OverlappingBulkLoads_ShareTheirKeys()
    {
        using var fixture = new RegionFixture();
        var first = new TaskCompletionSource<IReadOnlyList<string?>>();
        var second = new TaskCompletionSource<IReadOnlyList<string?>>();
        List<string[]> asked = [];
        Task<IReadOnlyList<string?>> one = fixture.LoadMany(["a", "b"], Gated(asked, first), Ct).AsTask();
        Task<IReadOnlyList<string?>> two = fixture.LoadMany(["c", "b"], Gated(asked, second), Ct).AsTask();
        Task<IReadOnlyList<string?>> three = fixture.LoadMany(["b", "c", "a"], MustNotLoad, Ct).AsTask();

        second.SetResult(["2c"]);
        first.SetResult(["1a", "1b"]);

        Assert.Equal(["1a", "1b"], await one);
        Assert.Equal(["2c", "1b"], await two);
        Assert.Equal(["1b", "2c", "1a"], await three);
        Assert.Equal([["a", "b"], ["c"]], asked);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadAsync_BulkLoadInFlight_IsJoined()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<IReadOnlyList<string?>>();
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(["a", "b"], Gated([], gate), Ct).AsTask();
        Task<string?> single = fixture.Load("b", _ => throw new InvalidOperationException("must not load"), Ct).AsTask();

        gate.SetResult(["1", "2"]);

        Assert.Equal("2", await single);
        Assert.Equal(["1", "2"], await bulk);
    }

    [Fact]
    public async Task LoadManyAsync_SingleLoadInFlight_IsJoined()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        List<string[]> asked = [];
        Task<string?> single = fixture.Load("b", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(["a", "b", "b"], Echo(asked), Ct).AsTask();

        Assert.False(bulk.IsCompleted);
        gate.SetResult("single");

        Assert.Equal(["a!", "single", "single"], await bulk);
        Assert.Equal("single", await single);
        Assert.Equal(["a"], Assert.Single(asked));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task LoadManyAsync_MisalignedResult_FailsEveryWaiterAndKeepsNothing(int count)
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<IReadOnlyList<string?>>();
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(["a", "b"], Gated([], gate), Ct).AsTask();
        Task<string?> single = fixture.Load("a", _ => throw new InvalidOperationException("must not load"), Ct).AsTask();

        gate.SetResult(count < 0 ? null! : new string?[count]);

        RoteContractException error = await Assert.ThrowsAsync<RoteContractException>(() => bulk);
        Assert.Contains("'test'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RoteContractException>(() => single);
        Assert.False(fixture.Has("a"));
        Assert.False(fixture.Has("b"));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadManyAsync_LoadFails_FailsItsKeysOnly()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> other = fixture.Load("b", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();

        await Assert.ThrowsAsync<FormatException>(
            () => fixture.LoadMany(["a", "b"], (_, _) => throw new FormatException("boom"), Ct).AsTask());

        gate.SetResult("b");
        Assert.Equal("b", await other);
        Assert.False(fixture.Has("a"));
        Assert.True(fixture.Has("b"));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadManyAsync_JoinedLoadFails_FailsTheBulkCallButKeepsItsOwnKeys()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> other = fixture.Load("b", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(["a", "b"], Echo([]), Ct).AsTask();

        gate.SetException(new FormatException("boom"));

        await Assert.ThrowsAsync<FormatException>(() => bulk);
        await Assert.ThrowsAsync<FormatException>(() => other);
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadManyAsync_StarterLeavesWhileASingleCallerWaits_LoadGoesOn()
    {
        using var fixture = new RegionFixture();
        using var leaving = new CancellationTokenSource();
        var gate = new TaskCompletionSource<IReadOnlyList<string?>>();
        CancellationToken seen = default;
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(
            ["a", "b"],
            (_, token) => { seen = token; return new ValueTask<IReadOnlyList<string?>>(gate.Task); },
            leaving.Token).AsTask();
        Task<string?> single = fixture.Load("b", _ => throw new InvalidOperationException("must not load"), Ct).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bulk);
        Assert.False(seen.IsCancellationRequested);
        gate.SetResult(["1", "2"]);
        Assert.Equal("2", await single);
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadManyAsync_EverybodyLeaves_CancelsEveryLoadItHeld()
    {
        using var fixture = new RegionFixture();
        using var leaving = new CancellationTokenSource();
        var never = new TaskCompletionSource<IReadOnlyList<string?>>();
        var neverSingle = new TaskCompletionSource<string?>();
        CancellationToken seen = default;
        CancellationToken seenSingle = default;
        Task<string?> single = fixture.Load(
            "c", token => { seenSingle = token; return new ValueTask<string?>(neverSingle.Task); }, leaving.Token).AsTask();
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(
            ["a", "b", "c"],
            (_, token) => { seen = token; return new ValueTask<IReadOnlyList<string?>>(never.Task); },
            leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bulk);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => single);
        Assert.True(seen.IsCancellationRequested);
        Assert.True(seenSingle.IsCancellationRequested);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        never.SetResult(["late", "late"]);
        Assert.False(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadManyAsync_OneKeyInvalidatedMeanwhile_OnlyTheOthersAreKept()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<IReadOnlyList<string?>>();
        Task<IReadOnlyList<string?>> bulk = fixture.LoadMany(["a", "b"], Gated([], gate), Ct).AsTask();

        fixture.Region.Invalidate(new RegionFixture.Key("a"));
        Assert.Equal("fresh", await fixture.LoadValue("a", "fresh"));
        gate.SetResult(["stale", "b"]);

        Assert.Equal(["stale", "b"], await bulk);
        Assert.True(fixture.Region.TryGet(new RegionFixture.Key("a"), out string? kept));
        Assert.Equal("fresh", kept);
        Assert.True(fixture.Has("b"));
    }

    [Fact]
    public async Task LoadManyAsync_InsideItsOwnLoad_ThrowsAndReleasesEverything()
    {
        using var fixture = new RegionFixture();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.LoadMany(
                ["a", "b"],
                async (_, _) => await fixture.LoadMany(["c", "b"], MustNotLoad, Ct),
                Ct).AsTask());

        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadManyAsync_KeyOfThrowsHalfway_ReleasesWhatItHad()
    {
        using var fixture = new RegionFixture();
        string[] items = ["a", "b", "bad"];

        await Assert.ThrowsAsync<FormatException>(() => fixture.Region.LoadManyAsync(
            items,
            0,
            static (_, id) => id == "bad" ? throw new FormatException() : new RegionFixture.Key(id),
            static (_, ids, _) => new ValueTask<IReadOnlyList<string?>>(ids),
            Ct).AsTask());

        Assert.Equal(0, fixture.Region.LoadsInFlight);
        Assert.Equal("v", await fixture.LoadValue("a", "v"));
    }

    [Fact]
    public async Task LoadManyAsync_KeyOfThrows_FailsNobodyElse()
    {
        using var fixture = new RegionFixture();
        Task<string?>? other = null;
        string[] items = ["a", "bad"];

        await Assert.ThrowsAsync<FormatException>(() => fixture.Region.LoadManyAsync(
            items,
            0,
            (_, id) =>
            {
                if (id == "bad")
                {
                    other = fixture.Load("a", _ => new ValueTask<string?>("his own"), Ct).AsTask();
                    throw new FormatException();
                }

                return new RegionFixture.Key(id);
            },
            static (_, ids, _) => new ValueTask<IReadOnlyList<string?>>(ids),
            Ct).AsTask());

        Assert.Equal("his own", await other!);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadManyAsync_NullResults_AreHandedOutAndNotKept()
    {
        using var fixture = new RegionFixture();
        List<string[]> asked = [];

        for (int i = 0; i < 2; i++)
        {
            IReadOnlyList<string?> values = await fixture.LoadMany(
                ["a", "b"],
                (ids, _) =>
                {
                    asked.Add(ids);
                    return new ValueTask<IReadOnlyList<string?>>(new string?[] { null, "b" }[..ids.Length]);
                },
                Ct);
            Assert.Null(values[0]);
        }

        Assert.Equal([["a", "b"], ["a"]], asked);
    }

    private static ValueTask<IReadOnlyList<string?>> MustNotLoad(string[] ids, CancellationToken token)
        => throw new InvalidOperationException("must not load " + string.Join(',', ids));

    private static Func<string[], CancellationToken, ValueTask<IReadOnlyList<string?>>> Echo(List<string[]> asked)
        => (ids, _) =>
        {
            asked.Add(ids);
            return new ValueTask<IReadOnlyList<string?>>([.. ids.Select(id => id + "!")]);
        };

    private static Func<string[], CancellationToken, ValueTask<IReadOnlyList<string?>>> Gated(
        List<string[]> asked, TaskCompletionSource<IReadOnlyList<string?>> gate)
        => (ids, _) =>
        {
            asked.Add(ids);
            return new ValueTask<IReadOnlyList<string?>>(gate.Task);
        };
}
