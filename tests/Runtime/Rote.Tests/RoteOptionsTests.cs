using Rote.Generated;

namespace Rote.Tests;

public sealed class RoteOptionsTests
{
    public static TheoryData<string, RoteOptions> Invalid => new()
    {
        { "MaxEntries", new RoteOptions { MaxEntries = 0 } },
        { "MaxPendingBatchItems", new RoteOptions { MaxPendingBatchItems = -1 } },
        { "DrainTimeout", new RoteOptions { DrainTimeout = TimeSpan.FromSeconds(-2) } },
        { "DrainTimeout", new RoteOptions { DrainTimeout = TimeSpan.MaxValue } },
        { "TimeProvider", new RoteOptions { TimeProvider = null! } },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Context_InvalidOptions_ThrowsNamingTheProperty(string property, RoteOptions options)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new DecoratorContext("ITest", options));

        Assert.Equal(property, error.ParamName);
        Assert.Contains($"RoteOptions.{property}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Context_OptionsChangedLater_DoesNotNotice()
    {
        var options = new RoteOptions();
        using var context = new DecoratorContext("ITest", options);
        options.TimeProvider = null!;

        Assert.False(context.Cache<int, string>(new() { Region = "r" }).TryGet(1, out _));
    }

    [Fact]
    public void Context_InfiniteDrainTimeout_IsAccepted()
    {
        using var context = new DecoratorContext("ITest", new RoteOptions { DrainTimeout = Timeout.InfiniteTimeSpan });
        Assert.Throws<ArgumentException>(() => new DecoratorContext("", null));
    }
}
