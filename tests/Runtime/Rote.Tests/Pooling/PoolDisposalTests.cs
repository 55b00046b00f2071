using Rote.Pooling;

namespace Rote.Tests.Pooling;

public sealed class PoolDisposalTests
{
    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DisposeAsync_Idle_ClosesAll()
    {
        ConnectionPool<FakeConnection> pool = _server.Pool(new() { MinConnections = 3 });
        await pool.FillAsync(Token);

        await pool.DisposeAsync();

        Assert.All(_server.Connections, connection => Assert.True(connection.IsClosed));
        Assert.Equal(0, pool.GetStatistics().Open);
        Assert.Equal(0, _server.Time.ArmedTimers);
    }

    [Fact]
    public async Task DisposeAsync_Waiters_AreServedAsConnectionsComeBack()
    {
        ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = 1 });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);
        ValueTask<PoolLease<FakeConnection>> waiting = pool.RentAsync(Token);

        ValueTask disposal = pool.DisposeAsync();
        Assert.False(disposal.IsCompleted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.RentAsync(Token).AsTask());
        held.Dispose();
        (await waiting).Dispose();

        await disposal;
        Assert.Equal(0, pool.GetStatistics().Open);
    }

    /// <summary>The "disposal with 1,000 waiters ends within its deadline".</summary>
    [Fact]
    public async Task DisposeAsync_ThousandWaitersAndNothingComesBack_EndsAtTheDeadline()
    {
        ConnectionPool<FakeConnection> pool = _server.Pool(
            new() { MaxConnections = 3, DrainTimeout = TimeSpan.FromSeconds(2), RentTimeout = Timeout.InfiniteTimeSpan });
        PoolLease<FakeConnection>[] held =
            [await pool.RentAsync(Token), await pool.RentAsync(Token), await pool.RentAsync(Token)];
        Task<PoolLease<FakeConnection>>[] waiting =
            [.. Enumerable.Range(0, 1_000).Select(_ => pool.RentAsync(Token).AsTask())];

        Task disposal = pool.DisposeAsync().AsTask();
        _server.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(disposal.IsCompleted);
        Assert.Equal(1_000, pool.GetStatistics().Waiting);
        _server.Time.Advance(TimeSpan.FromSeconds(0.1));

        PoolDrainException error = await Assert.ThrowsAsync<PoolDrainException>(() => disposal);
        Assert.Equal(3, error.Rented);
        await Task.WhenAll(waiting.Select(rent => Assert.ThrowsAsync<ObjectDisposedException>(() => rent)));
        Assert.All(held, lease => lease.Dispose());
        await PoolRegressionTests.UntilAsync(() => pool.GetStatistics() is { Open: 0, Waiting: 0 });
        _server.AssertNoMisuse();
    }

    [Fact]
    public async Task DisposeAsync_OpeningHangs_IsCancelled()
    {
        _server.Holds = true;
        ConnectionPool<FakeConnection> pool = _server.Pool(new() { DrainTimeout = TimeSpan.FromSeconds(1) });
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(Token).AsTask();

        Task disposal = pool.DisposeAsync().AsTask();
        _server.Time.Advance(TimeSpan.FromSeconds(1));

        await disposal;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rent);
        Assert.Equal(0, pool.GetStatistics().Opening);
    }

    [Fact]
    public async Task DisposeAsync_OpensTooLate_ClosesTheResult()
    {
        var late = new TaskCompletionSource<FakeConnection>();
        var pool = new ConnectionPool<FakeConnection>(_ => new ValueTask<FakeConnection>(late.Task));
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(Token).AsTask();
        pool.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rent);

        var connection = new FakeConnection(1);
        late.SetResult(connection);

        await PoolRegressionTests.UntilAsync(() => connection.IsClosed);
        Assert.Equal(0, pool.GetStatistics().Open);
    }

    [Fact]
    public async Task DisposeAsync_Twice_SameOutcome()
    {
        ConnectionPool<FakeConnection> pool = _server.Pool(new() { DrainTimeout = TimeSpan.Zero });
        PoolLease<FakeConnection> held = await pool.RentAsync(Token);

        await Assert.ThrowsAsync<PoolDrainException>(() => pool.DisposeAsync().AsTask());
        await Assert.ThrowsAsync<PoolDrainException>(() => pool.DisposeAsync().AsTask());
        pool.Dispose();
        held.Dispose();
    }
}
