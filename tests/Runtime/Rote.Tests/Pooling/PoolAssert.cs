using Rote.Pooling;

namespace Rote.Tests.Pooling;

/// <summary>What holds of every pool at every moment.</summary>
internal static class PoolAssert
{
    public static void IsConsistent<TConnection>(ConnectionPool<TConnection> pool, int maxConnections)
        where TConnection : class
    {
        PoolStatistics at = pool.GetStatistics();
        Assert.True(at.Open == at.Idle + at.Rented + at.Opening, at.ToString());
        Assert.True(at.Opened - at.Closed == at.Idle + at.Rented, at.ToString());
        Assert.True(at.Open <= maxConnections, at.ToString());
        Assert.True(at is { Idle: >= 0, Rented: >= 0, Opening: >= 0, Waiting: >= 0 }, at.ToString());
        Assert.True(at.Waiting == 0 || at.Idle == 0, at.ToString());
    }

    /// <summary>Every permit is there: the maximum can be rented at once.</summary>
    public static async Task HoldsAllPermitsAsync<TConnection>(ConnectionPool<TConnection> pool, int maxConnections)
        where TConnection : class
    {
        var leases = new List<PoolLease<TConnection>>();
        for (int i = 0; i < maxConnections; i++)
        {
            leases.Add(await pool.RentAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(maxConnections, pool.GetStatistics().Rented);
        leases.ForEach(lease => lease.Dispose());
    }
}
