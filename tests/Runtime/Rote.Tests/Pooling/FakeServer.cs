using System.Collections.Concurrent;
using Rote.Pooling;
using Rote.Testing;

namespace Rote.Tests.Pooling;

/// <summary>What a pool opens its connections at. Openings succeed at once, unless it is told otherwise.</summary>
internal sealed class FakeServer
{
    private readonly ConcurrentQueue<TaskCompletionSource<FakeConnection>> _pending = [];
    private int _opened;
    private int _openings;

    public ManualTimeProvider Time { get; } = new();

    public ConcurrentQueue<FakeConnection> Connections { get; } = [];

    /// <summary>What openings throw; <see langword="null"/> for nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether openings wait for <see cref="Answer"/>.</summary>
    public bool Holds { get; set; }

    public bool IsHealthy { get; set; } = true;

    public int Openings => Volatile.Read(ref _openings);

    public int Pending => _pending.Count;

    public ConnectionPool<FakeConnection> Pool(ConnectionPoolOptions? options = null, bool checks = false)
    {
        options ??= new ConnectionPoolOptions();
        options.TimeProvider = Time;
        return new ConnectionPool<FakeConnection>(
            new ConnectionFunctions<FakeConnection>
            {
                Open = OpenAsync,
                IsHealthy = checks ? (connection, _) => new ValueTask<bool>(IsHealthy && !connection.IsClosed) : null,
            },
            options);
    }

    /// <summary>Answers the oldest opening that waits; one that was cancelled is passed over.</summary>
    public void Answer(Exception? failure = null)
    {
        while (_pending.TryDequeue(out TaskCompletionSource<FakeConnection>? opening))
        {
            if (failure is null ? opening.TrySetResult(New()) : opening.TrySetException(failure))
            {
                return;
            }
        }
    }

    public void AssertNoMisuse()
        => Assert.All(Connections, connection => Assert.True(connection.Misuse is null, connection.Misuse));

    private ValueTask<FakeConnection> OpenAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _openings);
        if (Holds)
        {
            var opening = new TaskCompletionSource<FakeConnection>();
            cancellationToken.Register(() => opening.TrySetCanceled(cancellationToken));
            _pending.Enqueue(opening);
            return new ValueTask<FakeConnection>(opening.Task);
        }

        return Failure is null ? new ValueTask<FakeConnection>(New()) : throw Failure;
    }

    private FakeConnection New()
    {
        var connection = new FakeConnection(Interlocked.Increment(ref _opened));
        Connections.Enqueue(connection);
        return connection;
    }
}
