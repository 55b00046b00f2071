using System.Net;
using System.Net.Sockets;

namespace Rote.Tests.Pooling.Outages;

/// <summary>A real connection, which is used by one at a time.</summary>
internal sealed class EchoConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[1];
    private int _users;

    private EchoConnection()
    {
    }

    public static async ValueTask<EchoConnection> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var connection = new EchoConnection();
        try
        {
            await connection._socket.ConnectAsync(endPoint, cancellationToken);
            await connection.ReadAsync(cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask<bool> PingAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _users) != 1)
        {
            throw new InvalidOperationException("Two callers share a connection.");
        }

        await _socket.SendAsync(_buffer, cancellationToken);
        await ReadAsync(cancellationToken);
        Interlocked.Decrement(ref _users);
        return true;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        if (await _socket.ReceiveAsync(_buffer, cancellationToken) == 0)
        {
            throw new IOException("The server closed the connection.");
        }
    }
}
