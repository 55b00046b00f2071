using Rote.Pooling;

namespace Rote.Tests.Pooling;

public sealed class ConnectionPoolTests
{
    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RentAsync_GivenBack_IsRentedAgain()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        FakeConnection first;
        using (PoolLease<FakeConnection> lease = await pool.RentAsync(Token))
        {
            first = lease.Connection;
        }

        ValueTask<PoolLease<FakeConnection>> again = pool.RentAsync(Token);

        Assert.True(again.IsCompletedSuccessfully);
        using PoolLease<FakeConnection> second = await again;
        Assert.Same(first, second.Connection);
        Assert.Equal(1, _server.Openings);
    }

    [Fact]
    public async Task RentAsync_SeveralIdle_GivesTheLastThatCameBack()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();
        PoolLease<FakeConnection> one = await pool.RentAsync(Token);
        PoolLease<FakeConnection> two = await pool.RentAsync(Token);
        FakeConnection last = two.Connection;
        one.Dispose();
        two.Dispose();

        using PoolLease<FakeConnection> again = await pool.RentAsync(Token);

        Assert.Same(last, again.Connection);
    }

    [Fact]
    public async Task RentAsync_AllRented_WaitersAreServedInOrder()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        ValueTask<PoolLease<FakeConnection>>[] waiting =
            [.. Enumerable.Range(0, 10).Select(_ => pool.RentAsync(Token))];

        for (int i = 0; i < waiting.Length; i++)
        {
            held.Dispose();
            Assert.True(waiting[i].IsCompleted);
            Assert.DoesNotContain(waiting[(i + 1)..], later => later.IsCompleted);
            held = await waiting[i];
        }

        held.Dispose();
        Assert.Equal(1, _server.Openings);
        Assert.Equal(1, pool.GetStatistics().Idle);
    }

    [Fact]
    public async Task RentAsync_NobodyGivesBack_NamesMaximumAndWaiters()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 2, Name = "notes" });
        using PoolLease<FakeConnection> one = await pool.RentAsync(Token);
        using PoolLease<FakeConnection> two = await pool.RentAsync(Token);
        Task<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token).AsTask();

        _server.Time.Advance(TimeSpan.FromSeconds(4.999));
        Assert.Equal(1, pool.GetStatistics().Waiting);
        _server.Time.Advance(TimeSpan.FromMilliseconds(1));

        PoolExhaustedException error = await Assert.ThrowsAsync<PoolExhaustedException>(() => waiting);
        Assert.Equal(2, error.MaxConnections);
        Assert.Equal(2, error.Statistics.Rented);
        Assert.Contains("'notes'", error.Message, StringComparison.Ordinal);
        Assert.Contains("raise MaxConnections", error.Message, StringComparison.Ordinal);
        Assert.Equal(new PoolStatistics(2, 0, 2, 0, 0, 2, 0, 0, 1), pool.GetStatistics());
    }

    [Fact]
    public async Task RentAsync_TooManyWait_IsRefusedAtOnce()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1, MaxWaiting = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        ValueTask<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token);

        await Assert.ThrowsAsync<PoolExhaustedException>(() => pool.RentAsync(Token).AsTask());

        held.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task RentAsync_CancelledBefore_IsCancelledAndTakesNothing()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.RentAsync(new CancellationToken(true)).AsTask());

        Assert.Equal(0, pool.GetStatistics().Open);
    }

    [Fact]
    public async Task RentAsync_CancelledWhileWaiting_LeavesTheQueueWithItsOwnToken()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        using var leaving = new CancellationTokenSource();
        Task<PoolLease<FakeConnection>> left = pool.RentAsync(leaving.Token).AsTask();
        ValueTask<PoolLease<FakeConnection>> stays = pool.RentAsync(Token);

        await leaving.CancelAsync();

        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(leaving.Token, error.CancellationToken);
        held.Dispose();
        (await stays).Dispose();
        PoolAssert.IsConsistent(pool, 1);
    }

    [Fact]
    public async Task RentAsync_OpenerLeaves_TheOpeningServesTheNext()
    {
        _server.Holds = true;
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        using var leaving = new CancellationTokenSource();
        Task<PoolLease<FakeConnection>> left = pool.RentAsync(leaving.Token).AsTask();
        ValueTask<PoolLease<FakeConnection>> stays = pool.RentAsync(Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        _server.Answer();

        (await stays).Dispose();
        Assert.Equal(1, _server.Openings);
    }

    [Fact]
    public async Task RentAsync_OpeningFails_FailsOneCallerWithItsException()
    {
        _server.Holds = true;
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        Task<PoolLease<FakeConnection>> first = pool.RentAsync(Token).AsTask();
        ValueTask<PoolLease<FakeConnection>> second = pool.RentAsync(Token);

        _server.Answer(new InvalidDataException("no such database"));

        Assert.Equal("no such database", (await Assert.ThrowsAsync<InvalidDataException>(() => first)).Message);
        Assert.False(second.IsCompleted);
        _server.Answer();
        (await second).Dispose();
        PoolAssert.IsConsistent(pool, 1);
    }

    [Fact]
    public async Task RentAsync_OpeningTakesTooLong_IsATimeoutAndFreesItsPlace()
    {
        _server.Holds = true;
        using ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { MaxConnections = 1, OpenTimeout = TimeSpan.FromSeconds(1) });
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(Token).AsTask();

        _server.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => rent);
        Assert.Equal(0, pool.GetStatistics().Open);
    }

    [Fact]
    public async Task RentAsync_OpenReturnsNull_SaysSo()
    {
        using var pool = new ConnectionPool<string>(_ => new ValueTask<string>((string)null!));

        await Assert.ThrowsAsync<RoteContractException>(() => pool.RentAsync(Token).AsTask());
    }

    [Fact]
    public async Task Open_CallersContext_IsNotSeen()
    {
        var ambient = new AsyncLocal<string> { Value = "caller" };
        string? seen = "nothing";
        using var pool = new ConnectionPool<object>(_ =>
        {
            seen = ambient.Value;
            return new ValueTask<object>(new object());
        });

        (await pool.RentAsync(Token)).Dispose();

        Assert.Null(seen);
    }

    [Fact]
    public async Task Rent_OneComesBack_GoesOn()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = pool.Rent(Token);
        var blocked = new Thread(() => pool.Rent(Token).Dispose()) { IsBackground = true };
        blocked.Start();
        SpinWait.SpinUntil(() => pool.GetStatistics().Waiting == 1, TimeSpan.FromSeconds(30));

        held.Dispose();

        Assert.True(blocked.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, pool.GetStatistics().Idle);
    }

    [Fact]
    public void Rent_OpeningFails_ThrowsItsException()
    {
        _server.Failure = new InvalidDataException("down");
        using ConnectionPool<FakeConnection> pool = _server.Pool();

        Assert.Throws<InvalidDataException>(() => pool.Rent(Token));
    }

    [Fact]
    public async Task FillAsync_Minimum_IsOpenAndIdle()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(ConnectionPoolOptions.ForDatabase());

        await pool.FillAsync(Token);

        Assert.Equal(10, pool.GetStatistics().Idle);
        await pool.FillAsync(Token);
        Assert.Equal(10, _server.Openings);
    }

    [Fact]
    public void DefaultLease_AnyUse_SaysThatNothingWasRented()
    {
        PoolLease<FakeConnection> nothing = default;

        Assert.Throws<PoolLeaseException>(() => nothing.Connection);
        Assert.Throws<PoolLeaseException>(nothing.Dispose);
        Assert.Throws<PoolLeaseException>(nothing.Retire);
    }

    [Fact]
    public async Task Retire_GivenBack_IsClosedAndReplaced()
    {
        using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
        FakeConnection broken = lease.Connection;
        ValueTask<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token);
        lease.Retire();

        lease.Dispose();

        using PoolLease<FakeConnection> fresh = await waiting;
        Assert.NotSame(broken, fresh.Connection);
        SpinWait.SpinUntil(() => broken.IsClosed, TimeSpan.FromSeconds(30));
        Assert.True(broken.IsClosed);
    }
}
