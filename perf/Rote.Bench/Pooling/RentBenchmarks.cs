using BenchmarkDotNet.Attributes;
using Rote.Pooling;

namespace Rote.Bench.Pooling;

/// <summary>What does a rent and its return cost, while nobody else rents and one is idle?</summary>
[MemoryDiagnoser]
public class RentBenchmarks : IDisposable
{
    private const int MaxConnections = 10;

    private readonly ConnectionPool<object> _pool = new(
        _ => new ValueTask<object>(new object()), new() { MaxConnections = MaxConnections });

    private readonly SemaphorePool<object> _semaphore = new(MaxConnections, static () => new object());
    private readonly ChannelPool<object> _channel = new(MaxConnections, static () => new object());

    [Benchmark(Baseline = true, Description = "Semaphore and bag")]
    public async ValueTask<object> SemaphoreAsync()
    {
        var connection = await _semaphore.RentAsync();
        _semaphore.Return(connection);
        return connection;
    }

    [Benchmark(Description = "Channel")]
    public async ValueTask<object> ChannelAsync()
    {
        var connection = await _channel.RentAsync();
        _channel.Return(connection);
        return connection;
    }

    [Benchmark(Description = "ConnectionPool")]
    public async ValueTask<object> PoolAsync()
    {
        using var lease = await _pool.RentAsync();
        return lease.Connection;
    }

    [Benchmark(Description = "ConnectionPool, blocking")]
    public object Pool()
    {
        using var lease = _pool.Rent();
        return lease.Connection;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _pool.Dispose();
        _semaphore.Dispose();
        GC.SuppressFinalize(this);
    }
}
