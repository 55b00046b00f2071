using System.Net;
using System.Net.Sockets;
using Rote.Pooling;

namespace Rote.Tests.Pooling;

public sealed class ProviderHttpHandlersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void For_Defaults_AreTheLimitsOfTheGuides()
    {
        using var handlers = new ProviderHttpHandlers(Of("openai", new()));

        SocketsHttpHandler handler = handlers.For("openai");

        Assert.Equal(100, handler.MaxConnectionsPerServer);
        Assert.Equal(TimeSpan.FromSeconds(30), handler.PooledConnectionIdleTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), handler.PooledConnectionLifetime);
        Assert.Equal(TimeSpan.FromSeconds(5), handler.ConnectTimeout);
        Assert.True(handler.EnableMultipleHttp2Connections);
        Assert.Same(handler, handlers.For("openai"));
    }

    [Fact]
    public void For_UnknownProvider_NamesTheKnownOnes()
    {
        using var handlers = new ProviderHttpHandlers(Of("openai", new()));

        var error = Assert.Throws<ArgumentException>(() => handlers.For("cohere"));

        Assert.Contains("No provider 'cohere' was configured, only: openai.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OptionThatMakesNoSense_NamesProviderAndRemedy()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new ProviderHttpHandlers(Of("openai", new() { MaxConnectionsPerServer = 0 })));

        Assert.Equal("MaxConnectionsPerServer", error.ParamName);
        Assert.Contains("of provider 'openai' is 0. Use a positive number.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The handler takes it, and every request fails.</summary>
    [Fact]
    public void Constructor_TimeThatNoTimerCounts_IsRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new ProviderHttpHandlers(Of("openai", new() { ConnectTimeout = TimeSpan.MaxValue })));

        Assert.Equal("ConnectTimeout", error.ParamName);
    }

    [Fact]
    public void CreateClient_DisposedOf_LeavesTheHandlerAlone()
    {
        var handlers = new ProviderHttpHandlers(Of("openai", new()));
        handlers.CreateClient("openai").Dispose();

        Assert.NotNull(handlers.CreateClient("openai"));
        handlers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => handlers.CreateClient("openai"));
    }

    [Fact]
    public async Task CreateClient_ManyRequests_StayWithinTheProvidersConnections()
    {
        using var server = new SlowServer();
        using var handlers = new ProviderHttpHandlers(Of("slow", new() { MaxConnectionsPerServer = 3 }));
        using HttpClient client = handlers.CreateClient("slow");

        Task<string>[] requests = [.. Enumerable.Range(0, 20).Select(_ => client.GetStringAsync(server.Address, Token))];
        await PoolRegressionTests.UntilAsync(() => server.Connections == 3);
        server.Answer();

        Assert.All(await Task.WhenAll(requests), answer => Assert.Equal("ok", answer));
        Assert.Equal(3, server.Connections);
    }

    private static Dictionary<string, ProviderHttpOptions> Of(string provider, ProviderHttpOptions options)
        => new() { [provider] = options };

    /// <summary>Answers nothing until it is told to, then everything.</summary>
    private sealed class SlowServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _connections;

        public SlowServer()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public Uri Address => new($"http://{_listener.LocalEndpoint}/");

        public int Connections => Volatile.Read(ref _connections);

        public void Answer() => _answers.SetResult();

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    Socket socket = await _listener.AcceptSocketAsync();
                    Interlocked.Increment(ref _connections);
                    _ = ServeAsync(socket);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task ServeAsync(Socket socket)
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.Length == 0)
                {
                    await _answers.Task;
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
                }
            }
        }
    }
}
