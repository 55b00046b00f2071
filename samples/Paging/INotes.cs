using Rote;
using Rote.Paging;

namespace PagingSample;

/// <summary>The notes of many users, read page by page.</summary>
public interface INotes
{
    /// <summary>A page of a user's notes, oldest first. The cursor is the user's and cannot be made up.</summary>
    ValueTask<Page<Note>> ListAsync([Scope] string userId, string? cursor, int limit, CancellationToken ct = default);

    /// <summary>All of them, with one page on its way while another is read.</summary>
    [Paged(nameof(ListAsync), PageSize = 20)]
    IAsyncEnumerable<Note> ReadAsync([Scope] string userId, CancellationToken ct = default);

    /// <summary>The same by offset, as a comparison.</summary>
    ValueTask<IReadOnlyList<Note>> ListByOffsetAsync(string userId, int offset, int limit, CancellationToken ct = default);
}
