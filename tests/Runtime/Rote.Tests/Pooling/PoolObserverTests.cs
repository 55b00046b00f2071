using Rote.Pooling;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Pooling;

/// <summary>Metrics and logs that throw cost no permit, and leave nobody waiting.</summary>
[Collection("Telemetry")]
public sealed class PoolObserverTests
{
    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rents_ListenerThrows_LoseNoPermitAndServeWhoWaits()
    {
        using var meter = new ThrowingMeter();
        await using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> first = await pool.RentAsync(Token);
        Task<PoolLease<FakeConnection>> second = pool.RentAsync(Token).AsTask();

        first.Dispose();
        (await second).Dispose();

        await PoolAssert.HoldsAllPermitsAsync(pool, 1);
        PoolAssert.IsConsistent(pool, 1);
        Assert.True(meter.Thrown > 0);
    }

    [Fact]
    public async Task Timeout_ListenerThrows_EveryCallerIsTold()
    {
        using var meter = new ThrowingMeter();
        await using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        using PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        Task<PoolLease<FakeConnection>>[] waiting = [pool.RentAsync(Token).AsTask(), pool.RentAsync(Token).AsTask()];

        _server.Time.Advance(TimeSpan.FromSeconds(5));

        foreach (Task<PoolLease<FakeConnection>> rent in waiting)
        {
            await Assert.ThrowsAsync<PoolExhaustedException>(() => rent);
        }
    }

    [Fact]
    public async Task Openings_LogThrows_FailTheirCallersAndTheNextIsServed()
    {
        using var log = new ThrowingLogger();
        await using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1, LoggerFactory = log });
        _server.Holds = true;
        Task<PoolLease<FakeConnection>> first = pool.RentAsync(Token).AsTask();
        Task<PoolLease<FakeConnection>> second = pool.RentAsync(Token).AsTask();

        _server.Answer(new IOException("down"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await PoolRegressionTests.UntilAsync(() => _server.Pending == 1);
        _server.Answer();

        (await second).Dispose();
        Assert.Equal(1, log.Thrown);
    }

    [Fact]
    public async Task Closings_LogThrows_DisposalStillEnds()
    {
        using var log = new ThrowingLogger();
        var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                Close = _ => throw new IOException("down"),
            },
            new() { LoggerFactory = log, DrainTimeout = Timeout.InfiniteTimeSpan });
        (await pool.RentAsync(Token)).Dispose();

        await pool.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(1, log.Thrown);
    }

    [Fact]
    public async Task HealthChecks_LogThrows_TheConnectionIsReplaced()
    {
        using var log = new ThrowingLogger();
        await using var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                IsHealthy = (_, _) => throw new IOException("down"),
            },
            new() { LoggerFactory = log, MaxConnections = 1, HealthCheckAfter = TimeSpan.Zero, TimeProvider = _server.Time });
        (await pool.RentAsync(Token)).Dispose();

        (await pool.RentAsync(Token)).Dispose();

        Assert.Equal(1, log.Thrown);
        Assert.Equal(1, pool.GetStatistics().Closed);
        PoolAssert.IsConsistent(pool, 1);
    }

    [Fact]
    public async Task Leaks_LogThrows_TheTimerGoesOn()
    {
        using var log = new ThrowingLogger();
        await using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { DetectLeaks = true, LoggerFactory = log, LeakAfter = TimeSpan.FromSeconds(10) });
        using PoolLease<FakeConnection> one = await pool.RentAsync(Token);
        using PoolLease<FakeConnection> two = await pool.RentAsync(Token);

        _server.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(2, log.Thrown);
    }
}
