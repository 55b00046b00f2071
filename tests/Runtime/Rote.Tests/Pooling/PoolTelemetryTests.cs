using Rote.Pooling;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Pooling;

[Collection("Telemetry")]
public sealed class PoolTelemetryTests
{
    private const string NameTag = "db.client.connection.pool.name";

    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instruments_OfAPool_FollowTheConventions()
    {
        using var meter = new RecordingMeter();
        string name = $"pool {Guid.NewGuid()}";
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { Name = name, MaxConnections = 2, MinConnections = 1 });
        PoolLease<FakeConnection> one = await pool.RentAsync(Token);
        _server.Time.Advance(TimeSpan.FromSeconds(3));
        one.Dispose();
        one = await pool.RentAsync(Token);
        PoolLease<FakeConnection> two = await pool.RentAsync(Token);
        Task<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token).AsTask();

        meter.Observe();
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<PoolExhaustedException>(() => waiting);

        Assert.Equal([0.0, 2.0], meter.Of("db.client.connection.count", NameTag, name).Select(sample => sample.Value));
        Assert.Equal(
            ["idle", "used"],
            meter.Of("db.client.connection.count", NameTag, name).Select(sample => sample.Tags["db.client.connection.state"]));
        Assert.Equal(2, One(meter, "db.client.connection.max", name));
        Assert.Equal(1, One(meter, "db.client.connection.idle.min", name));
        Assert.Equal(2, One(meter, "db.client.connection.idle.max", name));
        Assert.Equal(1, One(meter, "db.client.connection.pending_requests", name));
        Assert.Equal(1, One(meter, "db.client.connection.timeouts", name));
        Assert.Equal(3, One(meter, "db.client.connection.use_time", name));
        Assert.Equal([0.0, 0.0, 0.0], meter.Of("db.client.connection.wait_time", NameTag, name).Select(sample => sample.Value));
        Assert.Equal([0.0, 0.0], meter.Of("db.client.connection.create_time", NameTag, name).Select(sample => sample.Value));
        Assert.All(
            new[] { "create_time", "wait_time", "use_time" },
            time => Assert.Equal("s", meter.Instruments[$"db.client.connection.{time}"].Unit));
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task Clock_NobodyListens_IsNotReadByRents()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        (await pool.RentAsync(Token)).Dispose();
        long reads = _server.Time.TimestampReads;

        for (int i = 0; i < 100; i++)
        {
            (await pool.RentAsync(Token)).Dispose();
        }

        Assert.Equal(reads, _server.Time.TimestampReads);
    }

    [Fact]
    public async Task DetectLeaks_LongRent_IsShownLoggedOnceAndNamedWhenExhausted()
    {
        using var log = new RecordingLogger();
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new()
            {
                DetectLeaks = true,
                LeakAfter = TimeSpan.FromSeconds(10),
                LoggerFactory = log,
                MaxConnections = 1,
                Name = "notes",
            });
        Assert.Empty(pool.GetRentals());
        PoolLease<FakeConnection> leaked = await RentAndForgetAsync(pool);

        _server.Time.Advance(TimeSpan.FromSeconds(60));
        PoolRental rental = Assert.Single(pool.GetRentals());
        Task<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token).AsTask();
        _server.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(60), rental.RentedFor);
        Assert.Contains(nameof(RentAndForgetAsync), rental.RentedBy, StringComparison.Ordinal);
        string line = Assert.Single(log.Lines);
        Assert.Contains("A connection of pool notes is rented for 1", line, StringComparison.Ordinal);
        PoolExhaustedException error = await Assert.ThrowsAsync<PoolExhaustedException>(() => waiting);
        Assert.Contains(nameof(RentAndForgetAsync), error.Message, StringComparison.Ordinal);
        leaked.Dispose();
        Assert.Empty(pool.GetRentals());
    }

    private static async Task<PoolLease<FakeConnection>> RentAndForgetAsync(ConnectionPool<FakeConnection> pool)
        => await pool.RentAsync(Token);

    private static double One(RecordingMeter meter, string instrument, string pool)
        => Assert.Single(meter.Of(instrument, NameTag, pool)).Value;
}
