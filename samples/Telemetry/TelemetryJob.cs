using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Rote.Hosting;

namespace TelemetrySample;

/// <summary>Asks a measured memory, and sends what was measured to a collector.</summary>
internal static class TelemetryJob
{
    public const int Searches = 30;
    public const int Gets = 100;
    public const int Notes = 10;
    public const int Texts = 40;

    /// <summary>Works, and gives the figures that have arrived at a collector of its own.</summary>
    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        await using var collector = await Collector.StartAsync(cancellationToken);
        await RunAsync(collector.Endpoint, cancellationToken);
        return Figures.Of(collector);
    }

    /// <summary>Works, and sends what was measured to a collector.</summary>
    /// <param name="endpoint">Where it listens for OTLP over HTTP.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task RunAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        // Both send what they hold when they are disposed of.
        using var traces = Sdk.CreateTracerProviderBuilder()
            .AddRoteInstrumentation()
            .AddOtlpExporter(options => Send(options, new Uri(endpoint, "v1/traces")))
            .Build();
        using var metrics = Sdk.CreateMeterProviderBuilder()
            .AddRoteInstrumentation()
            .AddOtlpExporter(options => Send(options, new Uri(endpoint, "v1/metrics")))
            .Build();
        var inner = new Recall();
        await using var recall = inner.Decorate();
        await AskAsync(recall, inner, cancellationToken);

        // Before the decorator is disposed of: it takes its cache's counts along.
        metrics.ForceFlush();
    }

    /// <summary>The work.</summary>
    internal static async Task AskAsync(IRecall recall, Recall inner, CancellationToken cancellationToken)
    {
        for (var search = 0; search < Searches; search++)
        {
            try
            {
                await recall.SearchAsync("ann", $"query {search}", (MemoryKind)(search % 3), cancellationToken);
            }
            catch (IOException)
            {
                // Every tenth, as the figures will tell.
            }
        }

        for (var get = 0; get < Gets; get++)
        {
            await recall.GetAsync("ann", $"note {get % Notes}", cancellationToken);
        }

        var embeddings = Task.WhenAll(
            Enumerable.Range(0, Texts).Select(text => recall.EmbedAsync($"text {text}", cancellationToken)));
        inner.Embed();
        await embeddings;
    }

    private static void Send(OtlpExporterOptions options, Uri endpoint)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = endpoint;
    }
}
