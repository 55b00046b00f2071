using System.Collections.Concurrent;

namespace Rote.Bench.Pooling;

/// <summary>The plain way: a semaphore for the maximum, a bag for what is idle. No deadline, order, check or recycling.</summary>
internal sealed class SemaphorePool<TConnection>(int maxConnections, Func<TConnection> open) : IDisposable
{
    private readonly SemaphoreSlim _permits = new(maxConnections);
    private readonly ConcurrentBag<TConnection> _idle = [];

    public async ValueTask<TConnection> RentAsync(CancellationToken cancellationToken = default)
    {
        await _permits.WaitAsync(cancellationToken);
        return _idle.TryTake(out var connection) ? connection : open();
    }

    public void Return(TConnection connection)
    {
        _idle.Add(connection);
        _permits.Release();
    }

    public void Dispose() => _permits.Dispose();
}
