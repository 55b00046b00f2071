using System.Net;
using System.Net.Sockets;

namespace PoolingSample;

/// <summary>A store that is bound to one TCP connection: one call at a time.</summary>
internal sealed class MemoryConnection : IMemoryStore, IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;
    private int _callsAtOnce;

    private MemoryConnection(TcpClient client)
    {
        _client = client;
        _reader = new StreamReader(client.GetStream(), leaveOpen: true);
    }

    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="IOException">The other side does not greet back.</exception>
    public static async ValueTask<IMemoryStore> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            var connection = new MemoryConnection(client);
            await connection.AskAsync("HELLO", cancellationToken);
            return connection;
        }
        catch
        {
            // What did not open is nobody's: the pool closes only what it was given.
            client.Dispose();
            throw;
        }
    }

    public Task<string> GetAsync(int id, CancellationToken cancellationToken = default)
        => AskAsync($"GET {id}", cancellationToken);

    public async Task<bool> PingAsync(CancellationToken cancellationToken = default)
        => await AskAsync("PING", cancellationToken) == "PONG";

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> AskAsync(string line, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _callsAtOnce) > 1)
        {
            throw new InvalidOperationException("Two calls use one connection: their answers would mix.");
        }

        await _client.GetStream().WriteAsync(LoopbackServer.Text.GetBytes(line + "\n"), cancellationToken);
        var answer = await _reader.ReadLineAsync(cancellationToken);

        // Only a call that got its answer frees the connection: after a failure an answer may still be on its way.
        Interlocked.Decrement(ref _callsAtOnce);
        return answer ?? throw new IOException("The server has closed the connection.");
    }
}
