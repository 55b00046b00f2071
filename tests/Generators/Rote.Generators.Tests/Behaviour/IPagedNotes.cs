using Rote.Paging;

namespace Rote.Generators.Tests.Behaviour;

public interface IPagedNotes
{
    [Cached(Seconds = 60)]
    ValueTask<Page<string>> ListAsync([Scope] string user, string? cursor, int limit, CancellationToken ct = default);

    [Paged(nameof(ListAsync), PageSize = 2)]
    IAsyncEnumerable<string> ReadAsync([Scope] string user, CancellationToken ct = default);

    [Paged(nameof(ListAsync))]
    IAsyncEnumerable<string> ReadBySizeAsync([Scope] string user, int limit, CancellationToken ct = default);

    [Paged(nameof(ListAsync))]
    IAsyncEnumerable<string> ReadWithoutScopeAsync();
}
