namespace Rote.Generators.Tests.Behaviour;

/// <summary>Bulk methods that take scopes item by item.</summary>
public interface IDocuments
{
    [Batched(nameof(GetManyAsync), MaxConcurrentBatches = 1), Cached]
    ValueTask<string> GetAsync([Scope] string tenant, string id, CancellationToken ct = default);

    ValueTask<IReadOnlyList<string>> GetManyAsync(
        [Scope] IReadOnlyList<string> tenants, IReadOnlyList<string> ids, CancellationToken ct = default);

    [Batched(nameof(TouchManyAsync), MaxConcurrentBatches = 1)]
    Task TouchAsync([Scope] string tenant, string id, CancellationToken ct = default);

    Task TouchManyAsync([Scope] IReadOnlyList<(string Tenant, string Id)> documents, CancellationToken ct = default);
}
