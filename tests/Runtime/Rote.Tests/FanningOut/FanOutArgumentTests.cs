using Rote.FanningOut;

namespace Rote.Tests.FanningOut;

public sealed class FanOutArgumentTests
{
    public static TheoryData<string, FanOutOptions> BadOptions => new()
    {
        { nameof(FanOutOptions.MaxConcurrency), new FanOutOptions { MaxConcurrency = 0 } },
        { nameof(FanOutOptions.StoreTimeout), new FanOutOptions { StoreTimeout = TimeSpan.Zero } },
        { nameof(FanOutOptions.Deadline), new FanOutOptions { Deadline = TimeSpan.FromDays(50) } },
        { nameof(FanOutOptions.MinAnswers), new FanOutOptions { MinAnswers = 0 } },
        { nameof(FanOutOptions.MinAnswers), new FanOutOptions { MinAnswers = 2 } },
        { nameof(FanOutOptions.SequentialBelow), new FanOutOptions { SequentialBelow = -1 } },
        { nameof(FanOutOptions.MaxAbandoned), new FanOutOptions { MaxAbandoned = 0 } },
        { nameof(FanOutOptions.TimeProvider), new FanOutOptions { TimeProvider = null! } },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Constructor_OptionMakesNoSense_NamesIt(string property, FanOutOptions options)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FanOut<FakeStore>([FakeStore.With()], options));

        Assert.Equal(property, error.ParamName);
        Assert.Contains($"FanOutOptions.{property} is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NoStores_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new FanOut<FakeStore>(null!));
        Assert.Throws<ArgumentException>(() => new FanOut<FakeStore>([]));
        Assert.Throws<ArgumentException>(() => new FanOut<FakeStore>([FakeStore.With(), null!]));
    }

    [Fact]
    public async Task Search_LimitNotPositive_Throws()
        => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new FanOut<FakeStore>([FakeStore.With()]).SearchAsync(
            0, static (store, _, ct) => store.SearchAsync(ct), static hit => hit.Score, static hit => hit.Key, 0,
            TestContext.Current.CancellationToken));
}
