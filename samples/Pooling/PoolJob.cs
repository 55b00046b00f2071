using Rote.Pooling;

namespace PoolingSample;

/// <summary>Recalls memories over connections, through an outage of the server, and beside a slow provider.</summary>
internal static class PoolJob
{
    public const int Calls = 100;
    public const int CallsInTheOutage = 3;
    public const int MaxConnections = 4;

    /// <summary>
    /// What may take time gets plenty of it, so that the figures do not depend on how busy the machine is. An outage is not
    /// waited for: a server that is down refuses at once.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        await using var plainServer = MemoryServer.Create();
        plainServer.Start();
        var plainAnswers = await new Agent(new ConnectionPerCall(plainServer.Port)).RecallAsync(Calls, cancellationToken);

        await using var server = MemoryServer.Create();
        server.Start();

        // The pool is the application's: disposed of after the decorator, whose calls may still be on their way.
        await using var pool = new ConnectionPool<IMemoryStore>(FunctionsFor(server.Port), Options());
        await using var store = pool.Decorate();
        var agent = new Agent(store);

        // Optional: without it, connections are opened as calls come.
        await pool.FillAsync(cancellationToken);
        var answers = await agent.RecallAsync(Calls, cancellationToken);
        var connections = server.Connections;

        await server.StopAsync();
        var inTheOutage = await agent.TryRecallAsync(CallsInTheOutage, cancellationToken);
        server.Start();

        // Nobody tells the pool that the server is back: it finds out by itself.
        var after = await agent.TryRecallAsync(CallsInTheOutage, cancellationToken);

        return new Figures
        {
            PlainConnections = plainServer.Connections,
            PlainAnswers = plainAnswers,
            Connections = connections,
            Answers = answers,
            AnswersInTheOutage = inTheOutage,
            AnswersAfter = after,
            Pool = pool.GetStatistics(),
            Providers = await ProviderJob.RunAsync(cancellationToken),
        };
    }

    private static ConnectionFunctions<IMemoryStore> FunctionsFor(int port) => new()
    {
        Open = token => MemoryConnection.OpenAsync(port, token),
        IsHealthy = static (store, token) => new ValueTask<bool>(store.PingAsync(token)),
    };

    private static ConnectionPoolOptions Options() => new()
    {
        Name = "memories",
        MinConnections = MaxConnections,
        MaxConnections = MaxConnections,
        RentTimeout = Patience,
        OpenTimeout = Patience,
        HealthCheckTimeout = Patience,

        // A check before each rent is a round trip each: here, so that no call meets a dead connection. The default checks
        // those that were unused for a second or whose last call failed.
        HealthCheckAfter = TimeSpan.Zero,
    };
}
