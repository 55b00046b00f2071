using Rote.Pooling;

namespace Rote.Tests.Pooling.Outages;

/// <summary>Callers over a pool of real connections, while the way to the server breaks and is mended.</summary>
internal sealed class OutageRun : IAsyncDisposable
{
    /// <summary>Calls that fail until an outage is over: it lasts as long as they take.</summary>
    private const int FailuresOfAnOutage = 24;

    private const int Callers = 12;
    private const int MaxConnections = 6;

    /// <summary>Time that a caller gives its call, besides the wait for a connection.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RentTimeout = TimeSpan.FromMilliseconds(600);
    private static readonly FaultMode[] Modes = [FaultMode.Reset, FaultMode.BlackHole, FaultMode.Slow, FaultMode.HalfOpen];

    private readonly EchoServer _server = new();
    private readonly FaultProxy _proxy;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _succeeded = new();
    private int _failures;
    private TaskCompletionSource _failed = new();
    private long _longestTicks;

    public OutageRun()
    {
        _proxy = new FaultProxy(_server.EndPoint);
        Pool = new ConnectionPool<EchoConnection>(
            new ConnectionFunctions<EchoConnection>
            {
                Open = token => EchoConnection.OpenAsync(_proxy.EndPoint, token),
                IsHealthy = (connection, token) => connection.PingAsync(token),
            },
            new()
            {
                MaxConnections = MaxConnections,
                RentTimeout = RentTimeout,
                OpenTimeout = TimeSpan.FromMilliseconds(250),
                HealthCheckAfter = TimeSpan.FromMilliseconds(50),
                HealthCheckTimeout = TimeSpan.FromMilliseconds(100),
            });
    }

    public ConnectionPool<EchoConnection> Pool { get; }

    /// <summary>What a caller waits for at most.</summary>
    public static TimeSpan Longest => RentTimeout + CallTimeout;

    /// <summary>The longest that a caller waited so far, for a connection and its call.</summary>
    public TimeSpan LongestCall => TimeSpan.FromTicks(Interlocked.Read(ref _longestTicks));

    /// <summary>Outages of all kinds in turn; for each, the time from the server's return to the first success.</summary>
    public async Task<IReadOnlyList<TimeSpan>> RunAsync(int outages, CancellationToken cancellationToken)
    {
        Task[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync, cancellationToken))];
        await _succeeded.Task.WaitAsync(cancellationToken);
        var recoveries = new List<TimeSpan>();
        for (int i = 0; i < outages; i++)
        {
            _failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _failures, 0);
            _proxy.Break(Modes[i % Modes.Length]);
            await _failed.Task.WaitAsync(cancellationToken);
            _succeeded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            long mended = _time.GetTimestamp();
            _proxy.Break(FaultMode.None);
            await _succeeded.Task.WaitAsync(cancellationToken);
            recoveries.Add(_time.GetElapsedTime(mended));
        }

        await _stop.CancelAsync();
        await Task.WhenAll(callers);
        return recoveries;
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        _proxy.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }

    private async Task CallAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            long began = _time.GetTimestamp();
            bool succeeded = await TryCallAsync();
            Note(_time.GetElapsedTime(began).Ticks);
            if (succeeded)
            {
                _succeeded.TrySetResult();
            }
            else if (Interlocked.Increment(ref _failures) >= FailuresOfAnOutage)
            {
                _failed.TrySetResult();
            }
        }
    }

    private async Task<bool> TryCallAsync()
    {
        try
        {
            using PoolLease<EchoConnection> lease = await Pool.RentAsync();
            using var timeout = new CancellationTokenSource(CallTimeout);
            try
            {
                return await lease.Connection.PingAsync(timeout.Token);
            }
            catch
            {
                lease.Retire();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException or OperationCanceledException
            or TimeoutException or PoolExhaustedException)
        {
            return false;
        }
    }

    private void Note(long ticks)
    {
        for (long seen = Interlocked.Read(ref _longestTicks); ticks > seen;)
        {
            long before = Interlocked.CompareExchange(ref _longestTicks, ticks, seen);
            seen = before == seen ? ticks : before;
        }
    }
}
