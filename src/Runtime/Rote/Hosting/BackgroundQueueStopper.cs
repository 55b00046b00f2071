using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rote.Background;

namespace Rote.Hosting;

/// <summary>Stops a queue with the host, while the container still gives out services.</summary>
internal sealed class BackgroundQueueStopper<TItem>(
    BackgroundQueue<TItem> queue, IOptions<BackgroundQueueOptions<TItem>> options) : IHostedService
{
    /// <summary>Nothing: workers start with the first item.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
        => queue.StopAsync(options.Value.DrainTimeout, cancellationToken);
}
