using System.Net;
using System.Net.Sockets;

namespace Rote.Tests.Pooling.Outages;

/// <summary>Stands between client and server, and breaks what goes between them.</summary>
internal sealed class FaultProxy : IDisposable
{
    private static readonly TimeSpan SlowBy = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Lock _gate = new();
    private readonly HashSet<(Socket Client, Socket? Server)> _links = [];
    private volatile FaultMode _mode;

    public FaultProxy(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Breaks the way, or mends it.</summary>
    public void Break(FaultMode mode)
    {
        _mode = mode;
        lock (_gate)
        {
            foreach ((Socket client, Socket? server) in _links)
            {
                if (mode == FaultMode.Reset)
                {
                    Reset(client);
                }

                if (mode is FaultMode.Reset or FaultMode.HalfOpen)
                {
                    server?.Dispose();
                }
            }
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Break(FaultMode.Reset);
    }

    // Closed without a farewell: the other side gets a reset.
    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = LinkAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task LinkAsync(Socket client)
    {
        Socket? server = _mode is FaultMode.None or FaultMode.Slow ? new Socket(SocketType.Stream, ProtocolType.Tcp) : null;
        lock (_gate)
        {
            _links.Add((client, server));
        }

        if (_mode == FaultMode.Reset)
        {
            Reset(client);
        }
        else if (server is not null)
        {
            try
            {
                await server.ConnectAsync(_server);
                await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                End(client, server);
            }
        }
        else
        {
            await DrainAsync(client);
        }

        lock (_gate)
        {
            _links.Remove((client, server));
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[1_024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (_mode is FaultMode.BlackHole or FaultMode.HalfOpen)
                {
                    continue;
                }

                if (_mode == FaultMode.Slow)
                {
                    using var timer = new PeriodicTimer(SlowBy);
                    await timer.WaitForNextTickAsync();
                }

                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side is gone. Whether the other hears of it is the mode's business.
        }

        if (_mode != FaultMode.HalfOpen)
        {
            End(from, to);
        }
    }

    private static async Task DrainAsync(Socket socket)
    {
        var buffer = new byte[1_024];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Nobody is waiting for an answer any more.
        }

        socket.Dispose();
    }

    private static void End(Socket one, Socket other)
    {
        one.Dispose();
        other.Dispose();
    }
}
