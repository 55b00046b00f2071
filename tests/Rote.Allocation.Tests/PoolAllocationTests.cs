using Rote.Pooling;

namespace Rote.Allocation.Tests;

public sealed class PoolAllocationTests : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ConnectionPool<object> _pool = new(_ => new ValueTask<object>(new object()), new() { MaxConnections = 1 });

    [Fact]
    public void RentAsync_OneIdle_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() =>
        {
            ValueTask<PoolLease<object>> rent = _pool.RentAsync(default);
            Assert.True(rent.IsCompletedSuccessfully);
            using PoolLease<object> lease = rent.Result;
            _ = lease.Connection;
        }));

    [Fact]
    public void RentAsync_OneIdleAndATokenThatCanBeCancelled_AllocatesNothing()
    {
        CancellationToken token = _cancellation.Token;

        Assert.Equal(0, Allocations.Of(() =>
        {
            ValueTask<PoolLease<object>> rent = _pool.RentAsync(token);
            Assert.True(rent.IsCompletedSuccessfully);
            rent.Result.Dispose();
        }));
    }

    [Fact]
    public void Rent_OneIdle_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => _pool.Rent(default).Dispose()));

    /// <summary>Waiters and their places in the queue are used again.</summary>
    [Fact]
    public void RentAsync_WaitsForAReturn_AllocatesNothing()
    {
        PoolLease<object> held = _pool.Rent(TestContext.Current.CancellationToken);

        Assert.Equal(0, Allocations.Of(() =>
        {
            ValueTask<PoolLease<object>> waiting = _pool.RentAsync(CancellationToken.None);
            held.Dispose();
            Assert.True(waiting.IsCompletedSuccessfully);
            held = waiting.Result;
        }));
        held.Dispose();
    }

    public void Dispose()
    {
        _pool.Dispose();
        _cancellation.Dispose();
    }
}
