namespace Rote.Caching;

/// <summary>Per-item loads of methods whose result is a dictionary: what the store does not know is absent from it.</summary>
/// <remarks>
/// An entry of an absent item is <see langword="null"/>, as it is for the single-item method that shares the region. So absence
/// is kept for <see cref="CachePolicy.NullLifetime"/>, which is not at all by default. Thread-safe, as the region is.
/// </remarks>
public static class DictionaryLoads
{
    /// <summary>Hits from the cache, misses in one load; values are references.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TItem">The item that the store is asked for.</typeparam>
    /// <typeparam name="TValue">The value of an item that is there.</typeparam>
    /// <typeparam name="TState">What the load and the keys need besides the item.</typeparam>
    /// <param name="region">The region.</param>
    /// <param name="items">The items; equal ones are asked for once. Not read after the call has returned.</param>
    /// <param name="state">Passed to <paramref name="keyOf"/> and <paramref name="load"/>.</param>
    /// <param name="keyOf">The key of an item.</param>
    /// <param name="load">
    /// Asks the store for the missing items; what its dictionary lacks is absent, what it has more is ignored.
    /// </param>
    /// <param name="cancellationToken">Lets this caller leave. The load goes on for the others.</param>
    /// <returns>A new dictionary with the items that are there; it compares them by their own equality.</returns>
    /// <exception cref="RoteContractException">The load answered with no dictionary.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    public static ValueTask<Dictionary<TItem, TValue>> LoadDictionaryAsync<TKey, TItem, TValue, TState>(
        this CacheRegion<TKey, TValue?> region,
        IReadOnlyList<TItem> items,
        TState state,
        Func<TState, TItem, TKey> keyOf,
        Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyDictionary<TItem, TValue>>> load,
        CancellationToken cancellationToken)
        where TKey : struct, IEquatable<TKey>
        where TItem : notnull
        where TValue : class
        => LoadAsync(
            region,
            items,
            new Request<TKey, TItem, TValue?, TValue, TState>(state, keyOf, load, static value => value),
            cancellationToken);

    /// <summary>Hits from the cache, misses in one load; values are structs.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TItem">The item that the store is asked for.</typeparam>
    /// <typeparam name="TValue">The value of an item that is there.</typeparam>
    /// <typeparam name="TState">What the load and the keys need besides the item.</typeparam>
    /// <param name="region">The region.</param>
    /// <param name="items">The items; equal ones are asked for once. Not read after the call has returned.</param>
    /// <param name="state">Passed to <paramref name="keyOf"/> and <paramref name="load"/>.</param>
    /// <param name="keyOf">The key of an item.</param>
    /// <param name="load">
    /// Asks the store for the missing items; what its dictionary lacks is absent, what it has more is ignored.
    /// </param>
    /// <param name="cancellationToken">Lets this caller leave. The load goes on for the others.</param>
    /// <returns>A new dictionary with the items that are there; it compares them by their own equality.</returns>
    /// <exception cref="RoteContractException">The load answered with no dictionary.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    public static ValueTask<Dictionary<TItem, TValue>> LoadDictionaryAsync<TKey, TItem, TValue, TState>(
        this CacheRegion<TKey, TValue?> region,
        IReadOnlyList<TItem> items,
        TState state,
        Func<TState, TItem, TKey> keyOf,
        Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyDictionary<TItem, TValue>>> load,
        CancellationToken cancellationToken)
        where TKey : struct, IEquatable<TKey>
        where TItem : notnull
        where TValue : struct
        => LoadAsync(
            region,
            items,
            new Request<TKey, TItem, TValue?, TValue, TState>(state, keyOf, load, static value => value),
            cancellationToken);

    private static async ValueTask<Dictionary<TItem, TValue>> LoadAsync<TKey, TItem, TEntry, TValue, TState>(
        CacheRegion<TKey, TEntry> region,
        IReadOnlyList<TItem> items,
        Request<TKey, TItem, TEntry, TValue, TState> request,
        CancellationToken cancellationToken)
        where TKey : struct, IEquatable<TKey>
        where TItem : notnull
        where TValue : notnull
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(request.KeyOf);
        ArgumentNullException.ThrowIfNull(request.Load);
        ValueTask<IReadOnlyList<TEntry>> load = region.LoadManyAsync(
            items,
            (request, region.Name),
            static (state, item) => state.request.KeyOf(state.request.State, item),
            static (state, missing, token) => AlignAsync(state.request, missing, state.Name, token),
            cancellationToken);

        // The list is the caller's own again when this call has returned.
        IReadOnlyList<TItem> requested = load.IsCompleted ? items : (TItem[])[.. items];
        IReadOnlyList<TEntry> values = await load.ConfigureAwait(false);
        var found = new Dictionary<TItem, TValue>(values.Count);
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is TValue value)
            {
                found[requested[i]] = value;
            }
        }

        return found;
    }

    private static async ValueTask<IReadOnlyList<TEntry>> AlignAsync<TKey, TItem, TEntry, TValue, TState>(
        Request<TKey, TItem, TEntry, TValue, TState> request, TItem[] missing, string region, CancellationToken cancellationToken)
        where TItem : notnull
    {
        IReadOnlyDictionary<TItem, TValue> found =
            await request.Load(request.State, missing, cancellationToken).ConfigureAwait(false)
            ?? throw new RoteContractException(
                $"The bulk call of cache region '{region}' returned null for {missing.Length} items. "
                + "Return a dictionary, an empty one where nothing is there.");
        var entries = new TEntry[missing.Length];
        for (int i = 0; i < missing.Length; i++)
        {
            if (found.TryGetValue(missing[i], out TValue? value))
            {
                entries[i] = request.Entry(value);
            }
        }

        return entries;
    }

    private readonly record struct Request<TKey, TItem, TEntry, TValue, TState>(
        TState State,
        Func<TState, TItem, TKey> KeyOf,
        Func<TState, TItem[], CancellationToken, ValueTask<IReadOnlyDictionary<TItem, TValue>>> Load,
        Func<TValue, TEntry> Entry)
        where TItem : notnull;
}
