using System.ComponentModel;
using System.Runtime.CompilerServices;
using Rote.Pooling;

namespace Rote.Generated;

/// <summary>Streams of stores that are obtained for each call. Called by generated code.</summary>
/// <remarks>Nothing happens before the first item is asked for, as with the streams themselves.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RentedStreams
{
    /// <summary>A stream of a pooled store, which is rented until the stream has been read or left.</summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="pool">The pool.</param>
    /// <param name="open">Opens the stream.</param>
    /// <param name="cancellationToken">Ends the wait for a store; what the enumeration is given ends it, too.</param>
    /// <returns>The stream.</returns>
    public static async IAsyncEnumerable<TItem> ReadAsync<TStore, TItem>(
        ConnectionPool<TStore> pool,
        Func<TStore, IAsyncEnumerable<TItem>> open,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TStore : class
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(open);
        using PoolLease<TStore> lease = await pool.RentAsync(cancellationToken).ConfigureAwait(false);
        bool isRead = false;
        try
        {
            await foreach (TItem item in open(lease.Connection).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            isRead = true;
        }
        finally
        {
            // Also where the reader leaves: the rest may still be on its way.
            if (!isRead)
            {
                lease.Suspect();
            }
        }
    }

    /// <summary>A stream of a store that is opened at its first use.</summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="open">Opens the stream.</param>
    /// <param name="cancellationToken">Ends the wait for the store; what the enumeration is given ends it, too.</param>
    /// <returns>The stream.</returns>
    public static async IAsyncEnumerable<TItem> ReadAsync<TStore, TItem>(
        LazyStore<TStore> store,
        Func<TStore, IAsyncEnumerable<TItem>> open,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TStore : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(open);
        TStore opened = await store.GetAsync(cancellationToken).ConfigureAwait(false);
        await foreach (TItem item in open(opened).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }
}
