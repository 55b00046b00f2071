using System.Net;
using System.Text;
using AgentMemory.Client;
using AgentMemory.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentMemory.Server;

/// <summary>The memory server: Kestrel on a free loopback port. It counts what reaches it.</summary>
internal sealed class MemoryServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _embedder;
    private MemoryEndpoints _endpoints;
    private TrafficCounter _traffic = new();

    private MemoryServer(WebApplication application, IEmbeddingGenerator<string, Embedding<float>> embedder)
    {
        _application = application;
        _embedder = embedder;
        _endpoints = new MemoryEndpoints(embedder, new MemoryStore());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What reached it since the start or the last <see cref="Reset"/>.</summary>
    public Traffic Traffic => _traffic.Read();

    /// <summary>Starts a server with an empty store.</summary>
    public static async Task<MemoryServer> StartAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // Signals belong to the sample's own Program, not to a server inside it.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port: 0);
            kestrel.Limits.MaxRequestBodySize = WireLimits.MaxPayload;
            kestrel.AddServerHeader = false;
        });

        var server = new MemoryServer(builder.Build(), embedder);
        server._application.Run(server.HandleAsync);
        await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
        var addresses = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        server.Address = new Uri(addresses!.Addresses.Single());
        return server;
    }

    /// <summary>Forgets every memory and every count. Connections stay, so that each run finds the same server.</summary>
    public void Reset()
    {
        _endpoints = new MemoryEndpoints(_embedder, new MemoryStore());
        _traffic = new TrafficCounter();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync().ConfigureAwait(false);

    private async Task HandleAsync(HttpContext context)
    {
        var traffic = _traffic;
        try
        {
            using var payload = await Payload.ReadAsync(
                context.Request.Body, context.Request.ContentLength ?? 0, context.RequestAborted).ConfigureAwait(false);
            var route = context.Request.Path.Value;
            using var reply = await AnswerAsync(route, payload.Bytes, context.RequestAborted).ConfigureAwait(false);
            traffic.Count(route is Routes.EmbedMany or Routes.StoreMany, payload.Bytes.Length, reply.Written.Length);
            context.Response.ContentLength = reply.Written.Length;
            await context.Response.BodyWriter.WriteAsync(reply.Written, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WireFormatException or InvalidOperationException)
        {
            await RefuseAsync(context, exception.Message).ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.BodyWriter
            .WriteAsync(Encoding.UTF8.GetBytes(reason), context.RequestAborted).ConfigureAwait(false);
    }

    private ValueTask<WireWriter> AnswerAsync(string? route, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var endpoints = _endpoints;
        return route switch
        {
            Routes.Embed => endpoints.EmbedAsync(payload, cancellationToken),
            Routes.EmbedMany => endpoints.EmbedManyAsync(payload, cancellationToken),
            Routes.Store => endpoints.StoreAsync(payload, cancellationToken),
            Routes.StoreMany => endpoints.StoreManyAsync(payload, cancellationToken),
            Routes.Search => endpoints.SearchAsync(payload, cancellationToken),
            _ => throw new WireFormatException($"there is no {route} here"),
        };
    }
}
