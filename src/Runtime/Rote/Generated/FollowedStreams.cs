using System.ComponentModel;

namespace Rote.Generated;

/// <summary>Streams that write: what their readers make stale is invalidated when they have ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FollowedStreams
{
    /// <summary>
    /// A stream, each reading of which is followed by an action, whether it was read to its end, left or failed.
    /// </summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="open">
    /// Opens the stream. Where it throws or gives none, or its reader does, the action follows, too: it may have written.
    /// </param>
    /// <param name="then">
    /// The action. It follows the last item, and again disposal, where streams may write their last; it may run more than once.
    /// </param>
    /// <returns>The stream; <see langword="null"/> where there is none.</returns>
    public static IAsyncEnumerable<TItem> Follow<TItem>(Func<IAsyncEnumerable<TItem>> open, Action then)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(then);
        IAsyncEnumerable<TItem> stream;
        try
        {
            stream = open();
        }
        catch
        {
            then();
            throw;
        }

        return Follow(stream, then);
    }

    /// <summary>A stream that is open, each reading of which is followed by an action.</summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="stream">The stream.</param>
    /// <param name="then">The action, as above.</param>
    /// <returns>The stream; <see langword="null"/> where there is none.</returns>
    public static IAsyncEnumerable<TItem> Follow<TItem>(IAsyncEnumerable<TItem> stream, Action then)
    {
        ArgumentNullException.ThrowIfNull(then);
        if (stream is null)
        {
            then();
            return null!;
        }

        return new FollowedStream<TItem>(stream, then);
    }

    private sealed class FollowedStream<TItem>(IAsyncEnumerable<TItem> stream, Action then) : IAsyncEnumerable<TItem>
    {
        public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            try
            {
                return new FollowedReading<TItem>(stream.GetAsyncEnumerator(cancellationToken), then);
            }
            catch
            {
                then();
                throw;
            }
        }
    }

    private sealed class FollowedReading<TItem>(IAsyncEnumerator<TItem> reading, Action then) : IAsyncEnumerator<TItem>
    {
        public TItem Current => reading.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            bool hasItem = false;
            try
            {
                hasItem = await reading.MoveNextAsync().ConfigureAwait(false);
                return hasItem;
            }
            finally
            {
                if (!hasItem)
                {
                    then();
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await reading.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                then();
            }
        }
    }
}
