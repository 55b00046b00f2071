namespace Rote.Generators.Tests.Snapshots;

public sealed class AlignedSnapshots
{
    [Fact]
    public void BatchedAligned() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IDocuments
        {
            [Batched(nameof(GetManyAsync)), Cached]
            ValueTask<string?> GetAsync([Scope] string tenant, string id, CancellationToken ct = default);
            ValueTask<IReadOnlyList<string?>> GetManyAsync(
                [Scope] IReadOnlyList<string> tenants, IReadOnlyList<string> ids, CancellationToken ct = default);

            [Batched(nameof(TouchAllAsync))]
            Task TouchAsync(string shelf, [Scope] int tenant, string id, CancellationToken ct = default);
            Task TouchAllAsync(string shelf, [Scope] List<int> tenants, string[] ids, CancellationToken ct = default);

            [Batched(nameof(SizeManyAsync), SplitBulkCalls = true), Monitored]
            Task<long> SizeAsync([Scope] string tenant, string id);
            Task<BatchResult<long>[]> SizeManyAsync([Scope] IReadOnlyList<(string Tenant, string Id)> documents);
        }
        """);

    [Fact]
    public void BatchedAlignedThatDoesNotFit() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IUnfit
        {
            [Batched(nameof(SwappedManyAsync))] Task<int> SwappedAsync([Scope] string tenant, string id);
            Task<int[]> SwappedManyAsync(IReadOnlyList<string> ids, [Scope] IReadOnlyList<string> tenants);

            [Batched(nameof(UnmarkedManyAsync))] Task<int> UnmarkedAsync([Scope] string tenant, string id);
            Task<int[]> UnmarkedManyAsync(IReadOnlyList<string> tenants, IReadOnlyList<string> ids);

            [Batched(nameof(NamedManyAsync))] Task<int> NamedAsync([Scope] string tenant, string id);
            Task<int[]> NamedManyAsync([Scope] IReadOnlyList<(string Id, string Tenant)> items);

            [Batched(nameof(OpenManyAsync))] Task<int> OpenAsync([Scope] string tenant, string id);
            Task<int[]> OpenManyAsync(IReadOnlyList<(string Tenant, string Id)> items);

            [Batched(nameof(LosesManyAsync))] Task<int> LosesAsync([Scope] string tenant, string id, bool deep = true);
            Task<int[]> LosesManyAsync([Scope] IReadOnlyList<string> tenants, IReadOnlyList<string> ids);

            [Batched(nameof(FoundManyAsync))] Task<string?> FoundAsync([Scope] string tenant, string id);
            Task<Dictionary<string, string>> FoundManyAsync([Scope] IReadOnlyList<string> tenants, IReadOnlyList<string> ids);
        }
        """);
}
