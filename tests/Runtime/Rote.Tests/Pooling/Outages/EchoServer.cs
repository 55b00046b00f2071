using System.Net;
using System.Net.Sockets;

namespace Rote.Tests.Pooling.Outages;

/// <summary>A server that greets each connection with a byte and sends back every byte it gets.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public EchoServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var buffer = new byte[1];
                do
                {
                    await socket.SendAsync(buffer);
                }
                while (await socket.ReceiveAsync(buffer) > 0);
            }
            catch (SocketException)
            {
                // The other side is gone: so is this one.
            }
        }
    }
}
