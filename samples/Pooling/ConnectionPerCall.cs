namespace PoolingSample;

/// <summary>What people write first: a connection for each call.</summary>
internal sealed class ConnectionPerCall(int port) : IMemoryStore
{
    public async Task<string> GetAsync(int id, CancellationToken cancellationToken = default)
    {
        var connection = await MemoryConnection.OpenAsync(port, cancellationToken);
        await using var _ = (IAsyncDisposable)connection;
        return await connection.GetAsync(id, cancellationToken);
    }

    public async Task<bool> PingAsync(CancellationToken cancellationToken = default)
    {
        var connection = await MemoryConnection.OpenAsync(port, cancellationToken);
        await using var _ = (IAsyncDisposable)connection;
        return await connection.PingAsync(cancellationToken);
    }
}
