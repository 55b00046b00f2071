namespace Rote.Pooling;

/// <summary>How a pool opens, checks and closes its connections.</summary>
/// <typeparam name="TConnection">The connection.</typeparam>
/// <remarks>
/// None runs under a lock, or in a caller's context: a connection belongs to nobody in particular. They may be called on many
/// threads at once, each connection by one at a time.
/// </remarks>
public sealed class ConnectionFunctions<TConnection>
    where TConnection : class
{
    /// <summary>
    /// Opens one. It must heed its token, which <see cref="ConnectionPoolOptions.OpenTimeout"/> cancels, and must not block: it
    /// runs in a call that needs a connection, which no timeout ends until it returns. Wrap what blocks in
    /// <see cref="Task.Run(Action)"/>.
    /// </summary>
    public required Func<CancellationToken, ValueTask<TConnection>> Open { get; init; }

    /// <summary>
    /// Closes one that nobody uses. What it throws is logged. Default: <see cref="IAsyncDisposable"/> or
    /// <see cref="IDisposable"/>, where the connection is.
    /// </summary>
    public Func<TConnection, ValueTask>? Close { get; init; }

    /// <summary>
    /// Whether one still works that was unused for <see cref="ConnectionPoolOptions.HealthCheckAfter"/>, or whose last use
    /// failed (<see cref="PoolLease{TConnection}.Suspect"/>); to throw means no. It must heed its token, and must not block.
    /// Default: it does.
    /// </summary>
    public Func<TConnection, CancellationToken, ValueTask<bool>>? IsHealthy { get; init; }

    internal ValueTask CloseAsync(TConnection connection)
    {
        if (Close is { } close)
        {
            return close(connection);
        }

        if (connection is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        (connection as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
