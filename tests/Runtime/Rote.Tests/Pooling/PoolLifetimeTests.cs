using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>How long connections live.</summary>
public sealed class PoolLifetimeTests
{
    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IdleTimeout_Unused_ClosesBeyondTheMinimum()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MinConnections = 2 });
        await RentTogetherAsync(pool, 5);

        _server.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(5, pool.GetStatistics().Idle);
        _server.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(2, pool.GetStatistics().Idle);
        await PoolRegressionTests.UntilAsync(() => _server.Connections.Count(connection => connection.IsClosed) == 3);
    }

    [Fact]
    public async Task IdleTimeout_UsedMeanwhile_StaysOpen()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        await RentTogetherAsync(pool, 2);
        for (int i = 0; i < 20; i++)
        {
            _server.Time.Advance(TimeSpan.FromSeconds(10));
            (await pool.RentAsync(Token)).Dispose();
        }

        Assert.Equal(1, pool.GetStatistics().Idle);
        Assert.Equal(2, _server.Openings);
    }

    [Fact]
    public async Task IdleTimeout_NothingOpen_NoTimerRuns()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        await RentTogetherAsync(pool, 3);

        _server.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, pool.GetStatistics().Open);
        Assert.Equal(0, _server.Time.ArmedTimers);
    }

    [Fact]
    public async Task MaxOperations_Reached_IsReplacedWhenItComesBack()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { MaxOperations = 10, JitterPercent = 0, MaxConnections = 1 });
        for (int i = 0; i < 30; i++)
        {
            using PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
            lease.Connection.Enter();
            lease.Connection.Leave();
        }

        Assert.Equal(3, _server.Openings);
        _server.AssertNoMisuse();
    }

    [Fact]
    public async Task MaxOperations_Jittered_ConnectionsAreNotReplacedTogether()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { MaxOperations = 1_000, JitterPercent = 50, Seed = 7, MaxConnections = 20 });
        var replacedAt = new HashSet<int>();
        int openings = 0;
        for (int round = 0; round < 1_000; round++)
        {
            await RentTogetherAsync(pool, 20);
            if (_server.Openings > openings)
            {
                openings = _server.Openings;
                replacedAt.Add(round);
            }
        }

        Assert.InRange(replacedAt.Count, 10, 60);
    }

    /// <summary>Guide 0: recycling closes a connection that others are still using.</summary>
    [Fact]
    public async Task MaxAge_WhileRented_IsClosedWhenItComesBack()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { MaxAge = TimeSpan.FromMinutes(10), IdleTimeout = Timeout.InfiniteTimeSpan });
        PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
        FakeConnection old = lease.Connection;
        old.Enter();

        _server.Time.Advance(TimeSpan.FromHours(1));
        Assert.False(old.IsClosed);
        old.Leave();
        lease.Dispose();

        await PoolRegressionTests.UntilAsync(() => old.IsClosed);
        _server.AssertNoMisuse();
    }

    [Fact]
    public async Task MaxAge_Idle_IsReplacedUpToTheMinimum()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { MaxAge = TimeSpan.FromMinutes(10), IdleTimeout = Timeout.InfiniteTimeSpan, MinConnections = 2 });
        await pool.FillAsync(Token);

        _server.Time.Advance(TimeSpan.FromMinutes(13));

        await PoolRegressionTests.UntilAsync(() => _server.Openings == 4 && pool.GetStatistics().Idle == 2);
    }

    [Fact]
    public async Task Clear_IdleRentedAndOpening_AllAreReplaced()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        await RentTogetherAsync(pool, 2);
        PoolLease<FakeConnection> rented = await pool.RentAsync(Token);
        PoolLease<FakeConnection> other = await pool.RentAsync(Token);
        _server.Holds = true;
        ValueTask<PoolLease<FakeConnection>> opening = pool.RentAsync(Token);

        pool.Clear();
        _server.Holds = false;
        _server.Answer();
        rented.Dispose();
        other.Dispose();

        using PoolLease<FakeConnection> fresh = await opening;
        Assert.Equal(4, fresh.Connection.Id);
        await PoolRegressionTests.UntilAsync(() => _server.Connections.Count(connection => connection.IsClosed) == 3);
        Assert.Equal(1, pool.GetStatistics().Open);
    }

    [Fact]
    public async Task Minimum_FirstRent_FillsInTheBackground()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MinConnections = 4 });
        Assert.Equal(0, _server.Openings);

        (await pool.RentAsync(Token)).Dispose();

        await PoolRegressionTests.UntilAsync(() => pool.GetStatistics().Idle == 4);
    }

    [Fact]
    public async Task IsHealthy_UnusedForLong_IsAskedAndBrokenOnesAreReplaced()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(checks: true);
        await RentTogetherAsync(pool, 5);
        _server.IsHealthy = false;
        (await pool.RentAsync(Token)).Dispose();
        Assert.Equal(5, pool.GetStatistics().Idle);

        _server.Time.Advance(TimeSpan.FromSeconds(1));
        using PoolLease<FakeConnection> fresh = await pool.RentAsync(Token);

        // Two were found broken; then nobody asked the others any more.
        Assert.Equal(6, fresh.Connection.Id);
        Assert.Equal(1, pool.GetStatistics().Open);
        PoolAssert.IsConsistent(pool, 100);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Suspect_ConnectionIsBroken_NextRenterGetsAnother(bool isWaiting)
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 }, checks: true);
        PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
        FakeConnection broken = lease.Connection;
        Task<PoolLease<FakeConnection>>? waiter = isWaiting ? pool.RentAsync(Token).AsTask() : null;
        lease.Suspect();
        _server.IsHealthy = false;

        lease.Dispose();
        using PoolLease<FakeConnection> next = await (waiter ?? pool.RentAsync(Token).AsTask());

        Assert.NotSame(broken, next.Connection);
        await PoolRegressionTests.UntilAsync(() => broken.IsClosed);
    }

    [Fact]
    public async Task Suspect_ConnectionWorks_IsAskedOnce()
    {
        int asked = 0;
        using var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                IsHealthy = (_, _) => new ValueTask<bool>(++asked > 0),
            },
            new() { TimeProvider = _server.Time });
        PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
        FakeConnection first = lease.Connection;
        lease.Suspect();
        lease.Dispose();
        for (int i = 0; i < 3; i++)
        {
            using PoolLease<FakeConnection> next = await pool.RentAsync(Token);
            Assert.Same(first, next.Connection);
        }

        Assert.Equal(1, asked);
        Assert.Throws<PoolLeaseException>(lease.Suspect);
        Assert.Throws<PoolLeaseException>(default(PoolLease<FakeConnection>).Suspect);
    }

    [Fact]
    public async Task IsHealthy_DoesNotHeedItsToken_CallerGoesOnAndNothingIsClosedMeanwhile()
    {
        var hangs = new TaskCompletionSource<bool>();
        using var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                IsHealthy = (_, _) => new ValueTask<bool>(hangs.Task),
            },
            new() { TimeProvider = _server.Time, HealthCheckAfter = TimeSpan.Zero });
        PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
        FakeConnection suspect = lease.Connection;
        lease.Dispose();
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(Token).AsTask();

        _server.Time.Advance(TimeSpan.FromSeconds(1));

        using PoolLease<FakeConnection> fresh = await rent;
        Assert.NotSame(suspect, fresh.Connection);
        Assert.False(suspect.IsClosed);
        hangs.SetResult(true);
        await PoolRegressionTests.UntilAsync(() => suspect.IsClosed);
        Assert.Equal(1, pool.GetStatistics().Open);
    }

    [Fact]
    public async Task IsHealthy_CallerLeavesMeanwhile_PlaceComesBack()
    {
        var hangs = new TaskCompletionSource<bool>();
        using var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                IsHealthy = (_, token) => new ValueTask<bool>(hangs.Task.WaitAsync(token)),
            },
            new() { TimeProvider = _server.Time, HealthCheckAfter = TimeSpan.Zero, MaxConnections = 1 });
        (await pool.RentAsync(Token)).Dispose();
        using var leaving = new CancellationTokenSource();
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rent);
        await PoolRegressionTests.UntilAsync(() => pool.GetStatistics().Open == 0);
        (await pool.RentAsync(Token)).Dispose();
    }

    [Fact]
    public async Task Close_Throws_PlaceComesBackAndItIsLogged()
    {
        var log = new Monitoring.RecordingLogger();
        using var pool = new ConnectionPool<object>(
            new ConnectionFunctions<object>
            {
                Open = _ => new ValueTask<object>(new object()),
                Close = _ => throw new IOException("reset"),
            },
            new() { MaxConnections = 1, LoggerFactory = log, Name = "notes" });
        for (int i = 0; i < 3; i++)
        {
            PoolLease<object> lease = await pool.RentAsync(Token);
            lease.Retire();
            lease.Dispose();
        }

        await PoolRegressionTests.UntilAsync(() => log.Lines.Count == 3);
        Assert.All(log.Lines, line => Assert.Contains("pool notes could not be closed", line, StringComparison.Ordinal));
        await PoolAssert.HoldsAllPermitsAsync(pool, 1);
    }

    private static async Task RentTogetherAsync(ConnectionPool<FakeConnection> pool, int count)
    {
        var leases = new List<PoolLease<FakeConnection>>();
        for (int i = 0; i < count; i++)
        {
            leases.Add(await pool.RentAsync(Token));
        }

        leases.ForEach(lease => lease.Dispose());
    }
}
