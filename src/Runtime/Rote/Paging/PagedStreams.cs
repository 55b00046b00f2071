using System.Runtime.CompilerServices;

namespace Rote.Paging;

/// <summary>Streams over methods that return pages.</summary>
public static class PagedStreams
{
    /// <summary>
    /// A stream of the items of all pages. While the items of a page are read, the next page is on its way; at most these two are
    /// in memory.
    /// </summary>
    /// <typeparam name="T">An item.</typeparam>
    /// <param name="readPage">Reads a page: takes its cursor, <see langword="null"/> for the first, a limit and a token.</param>
    /// <param name="pageSize">The limit. Positive.</param>
    /// <param name="cancellationToken">Ends the stream, as does the token that it is read with.</param>
    /// <param name="otherTokens">End the stream, too.</param>
    /// <returns>
    /// The stream. Nothing is read before its first item is asked for; each enumeration begins with the first page. A page that
    /// fails ends it with that failure, after the items of the pages before.
    /// </returns>
    /// <remarks>
    /// Who leaves the stream cancels the page that is on its way, and waits for that call to end: nothing of it runs behind the
    /// reader's back. A store that ignores its token delays the reader so long.
    /// </remarks>
    /// <exception cref="RoteContractException">
    /// A page is missing, or next cursors go in a circle: at once where it is the cursor that the page was read with, otherwise
    /// within about three rounds.
    /// </exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Func<string?, int, CancellationToken, ValueTask<Page<T>>> readPage,
        int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken = default,
        params CancellationToken[] otherTokens)
    {
        ArgumentNullException.ThrowIfNull(readPage);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        ArgumentNullException.ThrowIfNull(otherTokens);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource([cancellationToken, .. otherTokens]);
        var circle = new CursorCircle();
        Task<Page<T>>? ahead = ReadAsync(readPage, null, pageSize, reading.Token);
        try
        {
            while (ahead is not null)
            {
                Page<T> page = await ahead.ConfigureAwait(false);
                ahead = null;
                if (page.Next is { } next)
                {
                    ahead = circle.IsClosedBy(next)
                        ? throw Endless()
                        : ReadAsync(readPage, next, pageSize, reading.Token);
                }

                for (int i = 0; i < page.Items.Count; i++)
                {
                    reading.Token.ThrowIfCancellationRequested();
                    yield return page.Items[i];
                }
            }
        }
        finally
        {
            if (ahead is not null)
            {
                // The reader has left, or has the failure already: how this page ended, and what the store throws when it is
                // told, is of no interest to anybody.
                await Task.WhenAll(reading.CancelAsync(), ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A method of its own, so that what a store throws at once does not come before the items of the page that was read.
    private static async Task<Page<T>> ReadAsync<T>(
        Func<string?, int, CancellationToken, ValueTask<Page<T>>> readPage,
        string? cursor,
        int pageSize,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Page<T> page = await readPage(cursor, pageSize, cancellationToken).ConfigureAwait(false)
            ?? throw new RoteContractException("A page method returned null. Return an empty page where there is nothing.");
        return cursor is null || page.Next != cursor ? page : throw Endless();
    }

    private static RoteContractException Endless() => new(
        "A page's next cursor is one that has come before, so the stream would never end. "
        + "Return the position of the page's last item, or null where there is no more.");
}
