using Rote.Caching;
using Rote.Generated;

namespace Rote.Tests.Caching;

public sealed class DictionaryLoadsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadDictionaryAsync_HitsMissesAndDuplicates_AsksForTheMissingOnce()
    {
        using var fixture = new RegionFixture();
        await fixture.LoadValue("b", "kept b");
        List<string[]> asked = [];

        Dictionary<string, string> found = await Load(fixture, ["c", "b", "a", "c"], asked);

        Assert.Equal(new Dictionary<string, string> { ["c"] = "c!", ["b"] = "kept b", ["a"] = "a!" }, found);
        Assert.Equal(["c", "a"], Assert.Single(asked));
        Assert.True(fixture.Has("a"));
    }

    [Fact]
    public async Task LoadDictionaryAsync_AbsentItem_IsAbsentAndAskedForAgain()
    {
        using var fixture = new RegionFixture();
        List<string[]> asked = [];

        Assert.Equal(["a"], (await Load(fixture, ["a", "-none"], asked)).Keys);
        Assert.Equal(["a"], (await Load(fixture, ["a", "-none"], asked)).Keys);

        Assert.Equal([["a", "-none"], ["-none"]], asked);
    }

    [Fact]
    public async Task LoadDictionaryAsync_AbsentItemWithNullLifetime_IsKeptAsAbsent()
    {
        using var fixture = new RegionFixture(policy => policy with { NullLifetime = TimeSpan.FromSeconds(5) });
        List<string[]> asked = [];

        Assert.Empty(await Load(fixture, ["-none"], asked));
        Assert.Empty(await Load(fixture, ["-none"], asked));
        Assert.Single(asked);

        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Empty(await Load(fixture, ["-none"], asked));
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task LoadDictionaryAsync_Structs_TellAbsentFromDefault()
    {
        using var context = new DecoratorContext("ITest", null);
        CacheRegion<RegionFixture.Key, int?> region = context.Cache<RegionFixture.Key, int?>(new CachePolicy { Region = "n" });

        Dictionary<string, int> found = await region.LoadDictionaryAsync(
            (string[])["zero", "none"],
            0,
            static (_, item) => new RegionFixture.Key(item),
            static (_, _, _) => ValueTask.FromResult<IReadOnlyDictionary<string, int>>(
                new Dictionary<string, int> { ["zero"] = 0, ["more"] = 1 }),
            Ct);

        Assert.Equal([KeyValuePair.Create("zero", 0)], found);
        Assert.True(region.TryGet(new RegionFixture.Key("zero"), out int? kept));
        Assert.Equal(0, kept);
        Assert.False(region.TryGet(new RegionFixture.Key("more"), out _));
    }

    [Fact]
    public async Task LoadDictionaryAsync_SingleLoadInFlight_IsJoined()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource<string?>();
        Task<string?> single = fixture.Load("a", _ => new ValueTask<string?>(gate.Task), Ct).AsTask();
        List<string[]> asked = [];
        Task<Dictionary<string, string>> bulk = Load(fixture, ["a", "b"], asked).AsTask();

        gate.SetResult("single");

        Assert.Equal("single", await single);
        Assert.Equal("single", (await bulk)["a"]);
        Assert.Equal(["b"], Assert.Single(asked));
    }

    [Fact]
    public async Task LoadDictionaryAsync_CallersListChangesMeanwhile_AnswersTheRequest()
    {
        using var fixture = new RegionFixture();
        var gate = new TaskCompletionSource();
        string[] items = ["a"];
        Task<Dictionary<string, string>> load = Load(fixture, items, [], gate.Task).AsTask();
        items[0] = "changed";
        gate.SetResult();

        Assert.Equal([KeyValuePair.Create("a", "a!")], await load);
    }

    [Fact]
    public async Task LoadDictionaryAsync_NoDictionary_IsABrokenContract()
    {
        using var fixture = new RegionFixture();

        RoteContractException error = await Assert.ThrowsAsync<RoteContractException>(async () => await fixture.Region
            .LoadDictionaryAsync(
                (string[])["a"],
                0,
                static (_, item) => new RegionFixture.Key(item),
                static (_, _, _) => ValueTask.FromResult<IReadOnlyDictionary<string, string>>(null!),
                Ct));

        Assert.Contains("'test' returned null for 1 items", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }

    [Fact]
    public async Task LoadDictionaryAsync_Failure_ReachesTheCallerAndIsNotKept()
    {
        using var fixture = new RegionFixture();
        List<string[]> asked = [];

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Load(fixture, ["a"], asked, Task.FromException(new InvalidOperationException("down"))));

        Assert.Equal("a!", (await Load(fixture, ["a"], asked))["a"]);
    }

    // A store that knows everything but what begins with a dash.
    private static ValueTask<Dictionary<string, string>> Load(
        RegionFixture fixture, IReadOnlyList<string> items, List<string[]> asked, Task? gate = null)
        => fixture.Region.LoadDictionaryAsync(
            items,
            (asked, gate: gate ?? Task.CompletedTask),
            static (_, item) => new RegionFixture.Key(item),
            static async (state, missing, _) =>
            {
                state.asked.Add(missing);
                await state.gate;
                return missing.Where(item => item[0] != '-').ToDictionary(item => item, item => item + "!");
            },
            Ct);
}
