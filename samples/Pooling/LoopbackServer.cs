using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PoolingSample;

/// <summary>A small server on loopback: real connections, and a switch for outages.</summary>
/// <param name="answerAsync">Reads one request and answers it; <see langword="null"/> at the end of the connection.</param>
internal sealed class LoopbackServer(Func<StreamReader, CancellationToken, ValueTask<string?>> answerAsync) : IAsyncDisposable
{
    public static readonly Encoding Text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private TcpListener? _listener;
    private CancellationTokenSource? _stop;
    private Task _serving = Task.CompletedTask;
    private int _connections;

    /// <summary>Where it listens. The system chooses at the first start; later ones keep it.</summary>
    public int Port { get; private set; }

    /// <summary>Connections that it has accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = AcceptAsync(_listener, _stop.Token);
    }

    /// <summary>Closes every connection, and lets nobody in. Ends when nothing of it runs any more.</summary>
    public async Task StopAsync()
    {
        if (_stop is null)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener?.Dispose();
        await _serving;
        _stop.Dispose();
        _stop = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AcceptAsync(TcpListener listener, CancellationToken stop)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop);
                Interlocked.Increment(ref _connections);
                connections.Add(ServeAsync(client, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using var _ = client;
        client.NoDelay = true;
        using var reader = new StreamReader(client.GetStream(), Text);
        try
        {
            while (await answerAsync(reader, stop) is { } answer)
            {
                await client.GetStream().WriteAsync(Text.GetBytes(answer), stop);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client has gone, or the server stops: either way this connection is over.
        }
    }
}
