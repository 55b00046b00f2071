using Rote.Pooling;

namespace Rote.Tests.Pooling;

public sealed class ConnectionPoolOptionsTests
{
    private static readonly Dictionary<string, Action<ConnectionPoolOptions>> Wrong = new()
    {
        ["MaxConnections"] = options => options.MaxConnections = 0,
        ["MinConnections"] = options => options.MinConnections = 101,
        ["MaxWaiting"] = options => options.MaxWaiting = 0,
        ["MaxOperations"] = options => options.MaxOperations = -1,
        ["JitterPercent"] = options => options.JitterPercent = 101,
        ["IdleTimeout"] = options => options.IdleTimeout = TimeSpan.Zero,
        ["RentTimeout"] = options => options.RentTimeout = TimeSpan.FromDays(50),
        ["OpenTimeout"] = options => options.OpenTimeout = TimeSpan.FromSeconds(-1),
        ["HealthCheckTimeout"] = options => options.HealthCheckTimeout = TimeSpan.Zero,
        ["HealthCheckAfter"] = options => options.HealthCheckAfter = TimeSpan.FromSeconds(-1),
        ["MaxAge"] = options => options.MaxAge = TimeSpan.Zero,
        ["LeakAfter"] = options => options.LeakAfter = Timeout.InfiniteTimeSpan,
        ["DrainTimeout"] = options => options.DrainTimeout = TimeSpan.FromSeconds(-2),
        ["TimeProvider"] = options => options.TimeProvider = null!,
    };

    public static TheoryData<string> WrongProperties => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongProperties))]
    public void Pool_OptionThatMakesNoSense_NamesItAndTheRemedy(string property)
    {
        var options = new ConnectionPoolOptions();
        Wrong[property](options);

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => new ConnectionPool<object>(_ => new ValueTask<object>(new object()), options));

        Assert.Equal(property, error.ParamName);
        Assert.Contains($"ConnectionPoolOptions.{property} ", error.Message, StringComparison.Ordinal);
        Assert.Contains("se ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForDatabase_Preset_IsTheOneOfTheGuides()
    {
        ConnectionPoolOptions preset = ConnectionPoolOptions.ForDatabase();

        Assert.Equal(
            (10, 100, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 10_000),
            (preset.MinConnections, preset.MaxConnections, preset.IdleTimeout, preset.RentTimeout, preset.MaxOperations));
    }

    [Fact]
    public async Task Pool_OptionsChangedLater_KeepsItsOwn()
    {
        var options = new ConnectionPoolOptions { MaxConnections = 1, Name = "mine" };
        await using var pool = new ConnectionPool<object>(_ => new ValueTask<object>(new object()), options);
        options.Name = "other";

        Assert.Equal("mine", pool.Name);
    }

    [Fact]
    public void Pool_NoFunctions_SaysSo()
    {
        Assert.Throws<ArgumentNullException>(() => new ConnectionPool<object>((ConnectionFunctions<object>)null!));
        Assert.Throws<ArgumentException>(() => new ConnectionPool<object>((Func<CancellationToken, ValueTask<object>>)null!));
    }
}
