using Polly;

namespace Rote.Resilience;

/// <summary>Makes the calls of one operation through its pipeline.</summary>
/// <remarks>Thread-safe. The pipeline is built once; a call takes its state along, so that no closure is made.</remarks>
public sealed class ResilientCalls
{
    private readonly ResiliencePipeline _pipeline;
    private readonly bool _copiesItems;

    internal ResilientCalls(ResiliencePipeline pipeline, bool repeats)
    {
        _pipeline = pipeline;
        _copiesItems = repeats;
    }

    /// <summary>Makes a call that returns a result.</summary>
    /// <typeparam name="TState">What the call needs.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="state">What the call needs.</param>
    /// <param name="call">Calls the store; more than once where calls are repeated.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>The result of the first call that succeeds.</returns>
    public ValueTask<TResult> CallAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
        => _pipeline.ExecuteAsync(call, state, cancellationToken);

    /// <summary>Makes a call that returns nothing.</summary>
    /// <typeparam name="TState">What the call needs.</typeparam>
    /// <param name="state">What the call needs.</param>
    /// <param name="call">Calls the store; more than once where calls are repeated.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>Completes with the first call that succeeds.</returns>
    public ValueTask CallAsync<TState>(
        TState state, Func<TState, CancellationToken, ValueTask> call, CancellationToken cancellationToken)
        => _pipeline.ExecuteAsync(call, state, cancellationToken);

    /// <summary>Makes the bulk calls of a batcher that returns results.</summary>
    /// <typeparam name="TGroup">What the calls of a batch have in common.</typeparam>
    /// <typeparam name="TItem">What tells them apart.</typeparam>
    /// <typeparam name="TResult">What a bulk call returns.</typeparam>
    /// <param name="bulk">Sends a batch.</param>
    /// <returns>The same, through the pipeline.</returns>
    public Func<TGroup, TItem[], CancellationToken, ValueTask<TResult>> Bulk<TGroup, TItem, TResult>(
        Func<TGroup, TItem[], CancellationToken, ValueTask<TResult>> bulk)
        => (group, items, token) => CallAsync(
            (Calls: this, Bulk: bulk, Group: group, Items: items),
            static (state, attempt) => state.Bulk(state.Group, state.Calls.ItemsFor(state.Items), attempt),
            token);

    /// <summary>Makes the bulk calls of a batcher or buffer that returns nothing.</summary>
    /// <typeparam name="TGroup">What the calls of a batch have in common.</typeparam>
    /// <typeparam name="TItem">What tells them apart.</typeparam>
    /// <param name="bulk">Sends a batch.</param>
    /// <returns>The same, through the pipeline.</returns>
    public Func<TGroup, TItem[], CancellationToken, ValueTask> Bulk<TGroup, TItem>(
        Func<TGroup, TItem[], CancellationToken, ValueTask> bulk)
        => (group, items, token) => CallAsync(
            (Calls: this, Bulk: bulk, Group: group, Items: items),
            static (state, attempt) => state.Bulk(state.Group, state.Calls.ItemsFor(state.Items), attempt),
            token);

    // The bulk method may change its array, or still run with it when a hedge has won: another attempt must not see that. Which
    // attempt is the last one shows only when it has ended, so each gets a copy; where one attempt is all, nothing is copied.
    private T[] ItemsFor<T>(T[] items) => _copiesItems ? [.. items] : items;
}
