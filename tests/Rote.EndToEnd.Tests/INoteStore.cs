namespace Rote.EndToEnd.Tests;

/// <summary>The store that most tests decorate: each aspect alone and together, as a user would write it.</summary>
public interface INoteStore
{
    [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
    ValueTask<Note?> GetAsync([Scope] string userId, string id, CancellationToken ct = default);

    [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
    ValueTask<IReadOnlyList<Note?>> GetManyAsync(
        [Scope] string userId, IReadOnlyList<string> ids, CancellationToken ct = default);

    [Cached(Seconds = 60, Tags = ["notes"], Region = "searches")]
    Task<string> SearchAsync(
        [Scope] string userId, string query, int limit, [NotInKey] string traceId, CancellationToken ct = default);

    [Cached]
    int CountWords(string text);

    [Invalidates(nameof(GetAsync), Regions = ["searches"])]
    ValueTask<bool> DeleteAsync([Scope] string userId, string id, CancellationToken ct = default);

    [Invalidates(Tags = ["user:{userId}"]), Monitored(Operation = "store note")]
    ValueTask StoreAsync([Scope] string userId, Note note, CancellationToken ct = default);

    [Invalidates(Tags = ["notes"])]
    Task ReindexAsync(CancellationToken ct = default);

    [Invalidates(All = true)]
    void Import(string file);
}
