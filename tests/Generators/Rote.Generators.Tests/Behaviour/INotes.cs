namespace Rote.Generators.Tests.Behaviour;

/// <summary>A store with every aspect, decorated by the compiler of this project.</summary>
public interface INotes : IAsyncDisposable
{
    [Cached(Tags = ["user:{user}"]), Monitored]
    ValueTask<string?> GetAsync([Scope] string user, int id, CancellationToken ct = default);

    [Cached(Tags = ["user:{user}"])]
    ValueTask<IReadOnlyList<string?>> GetManyAsync([Scope] string user, IReadOnlyList<int> ids, CancellationToken ct = default);

    [Cached]
    Task<string> SearchAsync(string query, [NotInKey] string trace = "none");

    [Cached]
    int Count(string user);

    [Cached]
    int Count();

    [Cached, Batched(nameof(EmbedManyAsync))]
    Task<int> EmbedAsync([Scope] string user, string text, CancellationToken ct = default);

    Task<int[]> EmbedManyAsync(string user, List<string> texts, CancellationToken ct = default);

    [Batched(nameof(WriteManyAsync)), Monitored]
    ValueTask WriteAsync(string text, CancellationToken ct = default);

    ValueTask WriteManyAsync(IEnumerable<string> texts, CancellationToken ct = default);

    [Invalidates(nameof(GetAsync))]
    ValueTask DeleteAsync([Scope] string user, int id);

    [Invalidates(nameof(GetAsync))]
    Task<int> DeleteManyAsync([Scope] string user, IReadOnlyList<int> ids);

    [Invalidates(Tags = ["user:{user}"]), Monitored]
    Task StoreAsync([Scope] string user, string text);

    [Invalidates(Tags = ["user:{user}"])]
    Task AdministerAsync(string user);

    [Invalidates(Regions = ["INotes.SearchAsync"])]
    void Reindex();

    [Invalidates(All = true)]
    bool Import(string file);
}
