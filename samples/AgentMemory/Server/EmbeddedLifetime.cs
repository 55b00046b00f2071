using Microsoft.Extensions.Hosting;

namespace AgentMemory.Server;

/// <summary>The lifetime of a server that its owner starts and stops.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
