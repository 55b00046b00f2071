using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>What users of other pools reported.</summary>
public sealed class PoolRegressionTests
{
    private const int Races = 2_000;

    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>npgsql#1788: the connection that was handed to a caller who cancelled was lost, until none was left.</summary>
    [Fact]
    public async Task Npgsql1788_CancelledAsItIsGranted_NothingIsLost()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        int granted = 0;
        for (int i = 0; i < Races; i++)
        {
            using var leaving = new CancellationTokenSource();
            Task<PoolLease<FakeConnection>> waiting = pool.RentAsync(leaving.Token).AsTask();
            using var start = new Barrier(2);
            PoolLease<FakeConnection> current = held;
            Task giver = Task.Run(() => { start.SignalAndWait(Token); current.Dispose(); }, Token);
            start.SignalAndWait(Token);
            await leaving.CancelAsync();
            await giver;
            try
            {
                held = await waiting;
                granted++;
            }
            catch (OperationCanceledException)
            {
                held = await pool.RentAsync(Token);
            }

            PoolAssert.IsConsistent(pool, 1);
        }

        held.Dispose();
        Assert.Equal(1, _server.Openings);
        Assert.Equal(1, pool.GetStatistics().Idle);
        Assert.InRange(granted, 0, Races);
    }

    /// <summary>npgsql#3004: a wait that timed out while a connection came back took it along.</summary>
    [Fact]
    public async Task Npgsql3004_TimesOutAsItIsGranted_NothingIsLost()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        for (int i = 0; i < Races / 4; i++)
        {
            Task<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token).AsTask();
            using var start = new Barrier(2);
            PoolLease<FakeConnection> current = held;
            Task giver = Task.Run(() => { start.SignalAndWait(Token); current.Dispose(); }, Token);
            start.SignalAndWait(Token);
            _server.Time.Advance(TimeSpan.FromSeconds(5));
            await giver;
            try
            {
                held = await waiting;
            }
            catch (PoolExhaustedException)
            {
                held = await pool.RentAsync(Token);
            }

            PoolAssert.IsConsistent(pool, 1);
        }

        held.Dispose();
        Assert.Equal(1, pool.GetStatistics().Open);
    }

    /// <summary>npgsql#1761: an opening that its caller cancelled kept its place in the pool.</summary>
    [Fact]
    public async Task Npgsql1761_CallersCancelWhileOpening_PlacesComeBack()
    {
        _server.Holds = true;
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 3 });
        for (int round = 0; round < 20; round++)
        {
            using var leaving = new CancellationTokenSource();
            Task<PoolLease<FakeConnection>>[] rents =
                [.. Enumerable.Range(0, 5).Select(_ => pool.RentAsync(leaving.Token).AsTask())];
            await leaving.CancelAsync();
            await Task.WhenAll(rents.Select(rent => Assert.ThrowsAnyAsync<OperationCanceledException>(() => rent)));
            PoolAssert.IsConsistent(pool, 3);
            while (_server.Pending > 0)
            {
                _server.Answer(round % 2 == 0 ? new IOException("down") : null);
            }

            pool.Clear();
        }

        _server.Holds = false;
        await PoolAssert.HoldsAllPermitsAsync(pool, 3);
    }

    /// <summary>npgsql#4425, DnsClient.NET#25: a second return was taken for the return of the next renter.</summary>
    [Fact]
    public async Task Npgsql4425_GivenBackTwice_IsReportedAndTheNextRenterKeepsIt()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> first = await pool.RentAsync(Token);
        first.Dispose();
        using PoolLease<FakeConnection> next = await pool.RentAsync(Token);

        Assert.Throws<PoolLeaseException>(first.Dispose);
        Assert.Throws<PoolLeaseException>(first.Retire);
        Assert.Throws<PoolLeaseException>(() => first.Connection);

        Assert.Equal(1, pool.GetStatistics().Rented);
        Assert.NotNull(next.Connection);
    }

    /// <summary>runtime#75518, runtime#110582: after a double return, two renters had one array.</summary>
    [Fact]
    public async Task Runtime75518_GivenBackTwice_NoTwoRentersShareOne()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
        lease.Dispose();
        Assert.Throws<PoolLeaseException>(lease.Dispose);

        using PoolLease<FakeConnection> one = await pool.RentAsync(Token);
        using PoolLease<FakeConnection> two = await pool.RentAsync(Token);

        Assert.NotSame(one.Connection, two.Connection);
    }

    /// <summary>HikariCP#1819, #1667, #1386: after a failover the pool stopped filling itself, for days.</summary>
    [Fact]
    public async Task HikariCP1819_ServerWasAway_FillsItselfWithoutBeingAsked()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MinConnections = 3 });
        await pool.FillAsync(Token);
        _server.Failure = new IOException("failover");
        pool.Clear();
        for (int i = 0; i < 100; i++)
        {
            await FailsAsync(pool);
            _server.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, pool.GetStatistics().Idle);
        await UntilAsync(() => pool.GetStatistics().Opening == 0);
        _server.Failure = null;
        _server.Time.Advance(TimeSpan.FromSeconds(1));

        await UntilAsync(() => pool.GetStatistics().Idle == 3);
        PoolAssert.IsConsistent(pool, 100);
    }

    /// <summary>StackExchange.Redis#1449, #1782, #2703: calls were stuck for minutes after the server was back.</summary>
    [Fact]
    public async Task StackExchangeRedis1449_ServerIsBack_TheNextCallSucceeds()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 4 });
        _server.Failure = new IOException("down");
        for (int i = 0; i < 50; i++)
        {
            await FailsAsync(pool);
        }

        _server.Failure = null;

        (await pool.RentAsync(Token)).Dispose();
        await PoolAssert.HoldsAllPermitsAsync(pool, 4);
    }

    /// <summary>extensions#977, clickhouse-cs#560: disposal forgot who waited, for ever.</summary>
    [Fact]
    public async Task ClickHouse560_DisposedWithWaiters_EachHearsOfIt()
    {
        ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        Task<PoolLease<FakeConnection>>[] waiting =
            [.. Enumerable.Range(0, 20).Select(_ => pool.RentAsync(Token).AsTask())];

        pool.Dispose();

        await Task.WhenAll(waiting.Select(rent => Assert.ThrowsAsync<ObjectDisposedException>(() => rent)));
        held.Dispose();
        await UntilAsync(() => pool.GetStatistics().Open == 0);
    }

    /// <summary>SqlClient#708: a return after the disposal threw SemaphoreFullException.</summary>
    [Fact]
    public async Task SqlClient708_GivenBackAfterDisposal_ClosesIt()
    {
        ConnectionPool<FakeConnection> pool = _server.Pool();
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        FakeConnection connection = held.Connection;
        pool.Dispose();
        Assert.False(connection.IsClosed);

        held.Dispose();

        await UntilAsync(() => connection.IsClosed);
        Assert.Throws<PoolLeaseException>(held.Dispose);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.RentAsync(Token).AsTask());
        Assert.Null(connection.Misuse);
    }

    internal static Task UntilAsync(Func<bool> condition)
        => Task.Run(() => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30))), Token);

    private static Task FailsAsync(ConnectionPool<FakeConnection> pool)
        => Assert.ThrowsAsync<IOException>(() => pool.RentAsync(Token).AsTask());
}
