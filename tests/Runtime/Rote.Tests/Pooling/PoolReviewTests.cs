using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>What a review of the pool found.</summary>
public sealed class PoolReviewTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    private readonly FakeServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Recycling must not pile connections up behind closings that never end.</summary>
    [Fact]
    public async Task Close_Hangs_NothingIsOpenedBehindAHundredClosings()
    {
        var hangs = new TaskCompletionSource();
        int open = 0;
        using var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(++open)),
                Close = _ => new ValueTask(hangs.Task),
            },
            new() { MaxConnections = 2, TimeProvider = _server.Time });
        for (int i = 0; i < 100; i++)
        {
            PoolLease<FakeConnection> lease = await pool.RentAsync(Token);
            lease.Retire();
            lease.Dispose();
        }

        Task<PoolLease<FakeConnection>> waiter = pool.RentAsync(Token).AsTask();
        Assert.False(waiter.IsCompleted);
        Assert.Equal(100, open);

        hangs.SetResult();
        (await waiter).Dispose();
        Assert.Equal(101, open);
    }

    /// <summary>Like the other functions, a check is no business of the caller who happens to cause it.</summary>
    [Fact]
    public async Task HealthCheck_CallerHasAContext_RunsInACleanOne()
    {
        (string? Ambient, SynchronizationContext? Context)? seen = null;
        await using var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                IsHealthy = (_, _) =>
                {
                    seen = (Ambient.Value, SynchronizationContext.Current);
                    return new ValueTask<bool>(true);
                },
            },
            new() { HealthCheckAfter = TimeSpan.Zero, TimeProvider = _server.Time });
        (await pool.RentAsync(Token)).Dispose();
        SynchronizationContext? before = SynchronizationContext.Current;
        Ambient.Value = "tenant";
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        ValueTask<PoolLease<FakeConnection>> rent;
        try
        {
            rent = pool.RentAsync(Token);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        (await rent).Dispose();

        Assert.Equal((null, null), seen);
        Assert.Equal("tenant", Ambient.Value);
    }

    [Fact]
    public async Task DisposeAsync_ClosingHangs_SaysSoAtTheDeadline()
    {
        var closing = new TaskCompletionSource();
        var pool = new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = _ => new ValueTask<FakeConnection>(new FakeConnection(1)),
                Close = _ => new ValueTask(closing.Task),
            },
            new() { DrainTimeout = TimeSpan.FromSeconds(2), TimeProvider = _server.Time });
        (await pool.RentAsync(Token)).Dispose();

        Task disposal = pool.DisposeAsync().AsTask();
        _server.Time.Advance(TimeSpan.FromSeconds(2));

        PoolDrainException error = await Assert.ThrowsAsync<PoolDrainException>(() => disposal);
        Assert.Equal((0, 1), (error.Rented, error.Unclosed));
        Assert.Contains("1 connections were not closed", error.Message, StringComparison.Ordinal);
        closing.SetResult();
    }

    [Fact]
    public async Task DisposeAsync_OpeningIgnoresItsToken_SaysSoAtTheDeadline()
    {
        var opening = new TaskCompletionSource<FakeConnection>();
        var pool = new ConnectionPool<FakeConnection>(
            _ => new ValueTask<FakeConnection>(opening.Task),
            new() { DrainTimeout = TimeSpan.FromSeconds(2), TimeProvider = _server.Time });
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(Token).AsTask();

        Task disposal = pool.DisposeAsync().AsTask();
        _server.Time.Advance(TimeSpan.FromSeconds(2));
        await PoolRegressionTests.UntilAsync(() => rent.IsCompleted && _server.Time.ArmedTimers > 0);
        Assert.False(disposal.IsCompleted);
        await AdvanceUntilAsync(disposal);

        PoolDrainException error = await Assert.ThrowsAsync<PoolDrainException>(() => disposal);
        Assert.Equal((0, 1), (error.Rented, error.Unclosed));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rent);
        opening.SetResult(new FakeConnection(1));
    }

    /// <summary>A callback of the token that blocks would hold up a disposal that ran it itself.</summary>
    [Fact]
    public async Task DisposeAsync_CallbackOfTheTokenBlocks_EndsAtTheDeadline()
    {
        using var block = new ManualResetEventSlim();
        var pool = new ConnectionPool<FakeConnection>(
            token =>
            {
                token.Register(() => block.Wait(Token));
                return new ValueTask<FakeConnection>(new TaskCompletionSource<FakeConnection>().Task);
            },
            new() { DrainTimeout = TimeSpan.FromSeconds(2), TimeProvider = _server.Time });
        Task<PoolLease<FakeConnection>> rent = pool.RentAsync(Token).AsTask();

        Task disposal = pool.DisposeAsync().AsTask();
        await AdvanceUntilAsync(disposal);

        await Assert.ThrowsAsync<PoolDrainException>(() => disposal);
        block.Set();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rent);
    }

    [Fact]
    public async Task MaxConnections_NoLimit_TakesNoMemoryInAdvance()
    {
        await using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MaxConnections = int.MaxValue });

        await PoolAssert.HoldsAllPermitsAsync(pool, 40);

        Assert.Equal(40, pool.GetStatistics().Idle);
    }

    [Fact]
    public async Task FillAsync_ConnectionsAreRented_CountTowardsTheMinimum()
    {
        await using ConnectionPool<FakeConnection> pool = _server.Pool(new() { MinConnections = 2, MaxConnections = 2 });
        using PoolLease<FakeConnection> one = await pool.RentAsync(Token);
        using PoolLease<FakeConnection> two = await pool.RentAsync(Token);

        Task fill = pool.FillAsync(Token);

        Assert.True(fill.IsCompletedSuccessfully);
    }

    [Fact]
    public void LazyStore_DrainTimeoutNoTimerCanCount_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            static () => new LazyStore<FakeConnection>(Never) { DrainTimeout = TimeSpan.MaxValue });
        using var unlimited = new LazyStore<FakeConnection>(Never) { DrainTimeout = Timeout.InfiniteTimeSpan };
        Assert.Equal(Timeout.InfiniteTimeSpan, unlimited.DrainTimeout);
    }

    [Fact]
    public async Task LazyStore_CallbackOfTheTokenThrows_WhoLeavesIsCancelledAndDisposalWaits()
    {
        var opening = new TaskCompletionSource<FakeConnection>();
        var lazy = new LazyStore<FakeConnection>(token =>
        {
            token.Register(static () => throw new InvalidDataException("The callback is broken."));
            return new ValueTask<FakeConnection>(opening.Task);
        });
        using var leaves = new CancellationTokenSource();
        Task<FakeConnection> leaver = lazy.GetAsync(leaves.Token).AsTask();

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Task disposal = lazy.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        opening.SetException(new IOException("down"));

        await disposal;
    }

    private Task AdvanceUntilAsync(Task ended) => PoolRegressionTests.UntilAsync(() =>
    {
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        return ended.IsCompleted;
    });

    private static ValueTask<FakeConnection> Never(CancellationToken cancellationToken) => throw new NotSupportedException();
}
