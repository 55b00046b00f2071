using Rote.Pooling;

namespace PoolingSample;

/// <summary>Twenty calls of a model over HTTP at once, which bears two connections.</summary>
internal static class ProviderJob
{
    public const int Calls = 20;
    public const int MaxConnections = 2;

    public static async Task<ProviderFigures> RunAsync(CancellationToken cancellationToken)
    {
        var plain = new HttpProvider(holdUntil: Calls);
        await using var plainServer = plain.Server;
        plainServer.Start();
        using var oneForAll = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await CallAsync(oneForAll, plain.Address, cancellationToken);

        var model = new HttpProvider(holdUntil: MaxConnections);
        await using var modelServer = model.Server;
        modelServer.Start();

        // A handler for each provider, made once. Clients over them are cheap.
        using var handlers = new ProviderHttpHandlers(new Dictionary<string, ProviderHttpOptions>
        {
            ["local-model"] = new() { MaxConnectionsPerServer = MaxConnections, IdleTimeout = TimeSpan.FromSeconds(30) },
        });

        // They are the framework's: whatever else one can do is set before its first call.
        handlers.For("local-model").UseProxy = false;
        using var client = handlers.CreateClient("local-model");
        await CallAsync(client, model.Address, cancellationToken);

        return new ProviderFigures(plainServer.Connections, modelServer.Connections);
    }

    private static Task<string[]> CallAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
        => Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => client.GetStringAsync(address, cancellationToken)));
}
