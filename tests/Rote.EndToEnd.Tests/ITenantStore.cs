namespace Rote.EndToEnd.Tests;

/// <summary>A store of many tenants.</summary>
public interface ITenantStore
{
    [Monitored(SlowMilliseconds = 1)]
    ValueTask<int> GetAsync(
        [Scope] string tenant,
        string query,
        [MonitoredTag("memory.type", Values = ["episodic", "semantic"])] string type,
        CancellationToken ct = default);
}
