using Microsoft.Extensions.Logging;

namespace Rote.FanningOut;

/// <summary>
/// Asks several stores of one interface at the same time, and merges their answers by score: within a deadline, and without
/// those that fail or hang.
/// </summary>
/// <typeparam name="TStore">The interface of the stores.</typeparam>
/// <remarks>Thread-safe; searches share nothing but the count of calls that were let go. It does not own the stores.</remarks>
public sealed class FanOut<TStore>
    where TStore : class
{
    private readonly TStore[] _stores;
    private readonly FanOutOptions _options;
    private readonly AbandonedCalls _abandoned;
    private readonly ILogger? _log;

    /// <summary>Makes a fan-out.</summary>
    /// <param name="stores">The stores. Of items that rank the same, those of the earlier store come first.</param>
    /// <param name="options">Bounds and times; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">There is no store, one is null, or an option makes no sense.</exception>
    public FanOut(IEnumerable<TStore> stores, FanOutOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stores);
        _stores = [.. stores];
        if (_stores.Length == 0)
        {
            throw new ArgumentException("There are 0 stores. Pass at least one.", nameof(stores));
        }

        int missing = Array.IndexOf(_stores, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"Store {missing} is null. Leave out what is not there.", nameof(stores));
        }

        _options = (options ?? new FanOutOptions()).Snapshot(typeof(TStore).Name, _stores.Length);
        _abandoned = new AbandonedCalls(_stores.Length, _options.MaxAbandoned);
        _log = _options.LoggerFactory?.CreateLogger("Rote.FanningOut.FanOut");
        Stores = Array.AsReadOnly(_stores);
    }

    /// <summary>The stores, in their order. Never empty.</summary>
    public IReadOnlyList<TStore> Stores { get; }

    /// <summary>
    /// Asks every store, and returns the best items of those that answered: best score first, one of each key. Items of the same
    /// score are ordered by store, then by key (texts by their UTF-16 units), then by position in the store's answer, so the
    /// order does not depend on who answered first. A score that is not a number ranks below all that are.
    /// </summary>
    /// <typeparam name="TState">What the call of a store needs.</typeparam>
    /// <typeparam name="TItem">An item.</typeparam>
    /// <typeparam name="TKey">What makes two items the same.</typeparam>
    /// <param name="state">Handed to <paramref name="search"/>.</param>
    /// <param name="search">
    /// Asks one store; best a static function. Runs on the thread pool, or on the caller's thread where the stores are asked one
    /// after the other. The list is copied.
    /// </param>
    /// <param name="score">The score of an item: more is better, and comparable across stores.</param>
    /// <param name="key">The key of an item. Of items with the same one the best is kept.</param>
    /// <param name="limit">Items at most. Positive.</param>
    /// <param name="cancellationToken">Cancels the search and every store's part in it.</param>
    /// <returns>The best items, and what became of each store.</returns>
    /// <exception cref="ArgumentException">A function is null, or the limit is not positive.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="RoteFanOutException">Fewer stores answered than <see cref="FanOutOptions.MinAnswers"/>.</exception>
    /// <exception cref="RoteContractException">An item has no key.</exception>
    /// <remarks>
    /// With n items in all answers, and m of them looked at until <paramref name="limit"/> keys are found: O(n + m log n) time,
    /// O(n) memory. What <paramref name="score"/> and <paramref name="key"/> throw fails the search. A call that does not heed
    /// its token runs on after it was let go; see <see cref="FanOutOptions.MaxAbandoned"/>.
    /// </remarks>
    public async Task<FanOutResult<TItem>> SearchAsync<TState, TItem, TKey>(
        TState state,
        Func<TStore, TState, CancellationToken, ValueTask<IReadOnlyList<TItem>>> search,
        Func<TItem, double> score,
        Func<TItem, TKey> key,
        int limit,
        CancellationToken cancellationToken = default)
        where TKey : notnull, IComparable<TKey>
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(key);
        if (limit <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"The limit is {limit}. Use a positive number.");
        }

        StoreAnswer<TItem>[] answers = await AskAsync(
            (store, token) => search(store, state, token), _options.MinAnswers, cancellationToken).ConfigureAwait(false);
        return new(
            Array.AsReadOnly(TopItems.Of(answers, score, key, limit)),
            Array.AsReadOnly(Array.ConvertAll(answers, static answer => answer.Outcome)));
    }

    /// <summary>The same search where the call of a store needs nothing but the store.</summary>
    /// <inheritdoc cref="SearchAsync{TState, TItem, TKey}"/>
    public Task<FanOutResult<TItem>> SearchAsync<TItem, TKey>(
        Func<TStore, CancellationToken, ValueTask<IReadOnlyList<TItem>>> search,
        Func<TItem, double> score,
        Func<TItem, TKey> key,
        int limit,
        CancellationToken cancellationToken = default)
        where TKey : notnull, IComparable<TKey>
    {
        ArgumentNullException.ThrowIfNull(search);
        return SearchAsync(search, static (store, ask, token) => ask(store, token), score, key, limit, cancellationToken);
    }

    /// <summary>Calls every store, for a write that all must take: under the same bounds and times as a search.</summary>
    /// <typeparam name="TState">What the call of a store needs.</typeparam>
    /// <param name="state">Handed to <paramref name="call"/>.</param>
    /// <param name="call">Calls one store; best a static function. Runs where a search would.</param>
    /// <param name="cancellationToken">Cancels every store's call.</param>
    /// <returns>A task that ends when every store has done its part.</returns>
    /// <exception cref="ArgumentException">The function is null.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="RoteFanOutException">
    /// A store failed or was late, whatever <see cref="FanOutOptions.MinAnswers"/> says. All were called all the same, and one
    /// that was late may have done it: write what can be written again.
    /// </exception>
    public async Task CallAllAsync<TState>(
        TState state,
        Func<TStore, TState, CancellationToken, ValueTask> call,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        await AskAsync<bool>(
            async (store, token) =>
            {
                await call(store, state, token).ConfigureAwait(false);
                return [];
            },
            _stores.Length,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same where the call of a store needs nothing but the store.</summary>
    /// <inheritdoc cref="CallAllAsync{TState}"/>
    public Task CallAllAsync(Func<TStore, CancellationToken, ValueTask> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return CallAllAsync(call, static (store, make, token) => make(store, token), cancellationToken);
    }

    /// <summary>Calls of a store that were let go and still run.</summary>
    internal int AbandonedCallsOf(int store) => _abandoned.Running(store);

    private async Task<StoreAnswer<TItem>[]> AskAsync<TItem>(
        Func<TStore, CancellationToken, ValueTask<IReadOnlyList<TItem>>> ask,
        int minAnswers,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreAnswer<TItem>[] answers = await new FanOutSearch<TStore, TItem>(_stores, ask, _options, _abandoned)
            .RunAsync(cancellationToken).ConfigureAwait(false);
        Report(Array.ConvertAll(answers, static answer => answer.Outcome), minAnswers, cancellationToken);
        return answers;
    }

    private void Report(FanOutOutcome[] outcomes, int minAnswers, CancellationToken cancellationToken)
    {
        int answered = outcomes.Count(static outcome => outcome.Status == FanOutStatus.Answered);
        if (answered < outcomes.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        foreach (FanOutOutcome outcome in outcomes)
        {
            FanOutInstruments.Count(_options.Name!, outcome.Status);
            if (outcome.Error is not null)
            {
                FanOutLog.StoreFailed(_log, outcome, _options.Name!);
                _options.OnFailure?.Invoke(outcome);
            }
        }

        if (answered < minAnswers)
        {
            throw RoteFanOutException.For(_options.Name!, answered, minAnswers, outcomes);
        }
    }
}
