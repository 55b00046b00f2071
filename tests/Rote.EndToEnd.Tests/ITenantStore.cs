namespace Rote.EndToEnd.Tests;

/// <summary>A store of many tenants.</summary>
public interface ITenantStore
{
    [Monitored]
    ValueTask<int> GetAsync([Scope] string tenant, string query, CancellationToken ct = default);
}
