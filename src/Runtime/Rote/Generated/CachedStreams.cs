using System.ComponentModel;
using System.Runtime.CompilerServices;
using Rote.Caching;

namespace Rote.Generated;

/// <summary>Cached streams: an entry holds all items of one, and is played back to every reader.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CachedStreams
{
    /// <summary>
    /// A stream that asks the cache when it is read: a hit is played back without waiting, a miss waits for the whole inner
    /// stream. It can be read any number of times, by several readers at once.
    /// </summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TItem">An item of the stream.</typeparam>
    /// <typeparam name="TState">What opens the inner stream, besides the key.</typeparam>
    /// <param name="region">The region; its values are never changed.</param>
    /// <param name="key">The key.</param>
    /// <param name="state">Passed to <paramref name="open"/>.</param>
    /// <param name="open">The inner stream. It is read to its end under the token of the load, and disposed of.</param>
    /// <param name="cancellationToken">Lets the reader leave, as does the token that the stream is read with.</param>
    /// <param name="otherTokens">Let the reader leave, too.</param>
    /// <returns>The stream. An inner stream that fails is not kept, and nothing of it is handed out.</returns>
    public static async IAsyncEnumerable<TItem> ReadAsync<TKey, TItem, TState>(
        CacheRegion<TKey, IReadOnlyList<TItem>> region,
        TKey key,
        TState state,
        Func<TState, TKey, CancellationToken, IAsyncEnumerable<TItem>> open,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        params CancellationToken[] otherTokens)
        where TKey : struct, IEquatable<TKey>
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(otherTokens);
        using var linked = otherTokens.Length == 0
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource([cancellationToken, .. otherTokens]);
        CancellationToken reader = linked?.Token ?? cancellationToken;
        if (!region.TryGet(in key, out IReadOnlyList<TItem>? items))
        {
            items = await region.LoadAsync(
                key,
                (state, open),
                static (load, key, token) => BufferAsync(load.open(load.state, key, token), token),
                reader).ConfigureAwait(false);
        }

        for (int i = 0; i < items.Count; i++)
        {
            reader.ThrowIfCancellationRequested();
            yield return items[i];
        }
    }

    private static async ValueTask<IReadOnlyList<TItem>> BufferAsync<TItem>(
        IAsyncEnumerable<TItem> stream, CancellationToken cancellationToken)
    {
        var items = new List<TItem>();
        await foreach (TItem item in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }
}
