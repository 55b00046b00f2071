using Rote.Caching;
using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

/// <summary>A function of the application that throws about one value of a bulk load: the others are kept and served.</summary>
public sealed class BulkFunctionTests
{
    public static TheoryData<string, bool> Functions => new()
    {
        { "lifetime", false },
        { "lifetime", true },
        { "weight", false },
        { "weight", true },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task LoadManyAsync_FunctionThrowsForOneValue_FailsThatKeyAlone(string function, bool hasLevel)
    {
        var level = new MemoryLevel();
        using RegionFixture fixture = Make(function, hasLevel ? level : null);
        var store = new TaskCompletionSource();
        Task<IReadOnlyList<string?>> bulk = Load(fixture, ["a", "bad", "z"], store.Task);
        Task<IReadOnlyList<string?>> others = Load(fixture, ["z", "a"], store.Task);
        Task<IReadOnlyList<string?>> one = Load(fixture, ["bad"], store.Task);
        store.SetResult();

        await Assert.ThrowsAsync<FormatException>(() => bulk);
        Assert.Equal(["z", "a"], await others);
        await Assert.ThrowsAsync<FormatException>(() => one);
        Assert.Equal(("a", "z", false), (fixture.Kept("a"), fixture.Kept("z"), fixture.Has("bad")));
        Assert.Equal((3, 1), (fixture.Statistics.Loads, fixture.Statistics.FailedLoads));
        Assert.Equal(0, fixture.Region.LoadsInFlight);
        if (hasLevel)
        {
            await Signals.Until(() => level.Writes == 2);
        }
    }

    [Fact]
    public async Task LoadManyAsync_FunctionThrowsForOneStaleKey_AnswersWithTheStaleValue()
    {
        using RegionFixture fixture = Make("lifetime", level: null);
        await fixture.LoadValue("a", "old");
        fixture.Seconds(10);

        IReadOnlyList<string?> values = await fixture.LoadMany(
            ["a", "b"],
            static (ids, _) => ValueTask.FromResult<IReadOnlyList<string?>>(["bad", "new"]),
            TestContext.Current.CancellationToken);

        Assert.Equal(["old", "new"], values);
    }

    private static Task<IReadOnlyList<string?>> Load(RegionFixture fixture, string[] ids, Task store)
        => fixture.LoadMany(
            ids,
            async (asked, _) =>
            {
                await store;
                return asked;
            },
            TestContext.Current.CancellationToken).AsTask();

    private static RegionFixture Make(string function, ICacheLevel? level)
        => new(
            policy => policy with
            {
                Lifetime = TimeSpan.FromSeconds(5),
                StaleLifetime = TimeSpan.FromSeconds(60),
                MaxWeight = 100,
                SecondLevel = level is not null,
            },
            options: new RoteOptions { SecondLevel = level },
            functions: new()
            {
                KeyText = static (in RegionFixture.Key key, ref CacheKeyWriter writer) => writer.Add(key.Id),
                Lifetime = function == "lifetime" ? static value => Refuse<TimeSpan?>(value, null) : null,
                Weight = function == "weight" ? static value => Refuse(value, 1L) : static _ => 1,
            });

    private static T Refuse<T>(string? value, T answer) => value == "bad" ? throw new FormatException("Told to refuse.") : answer;
}
