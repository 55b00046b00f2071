using Rote.Monitoring;

namespace Rote.Batching;

/// <summary>Coalesces concurrent calls that return a result into bulk calls.</summary>
/// <typeparam name="TGroup">What the calls of a batch have in common. Calls of two groups never share a batch.</typeparam>
/// <typeparam name="TItem">What tells them apart. Equal items are sent once.</typeparam>
/// <typeparam name="TResult">What each gets.</typeparam>
/// <remarks>
/// Thread-safe. See <see cref="BatchedAttribute"/> for when a batch leaves. The bulk call runs in a clean execution context;
/// its token is cancelled when all its callers have left. A failed bulk call fails its callers and is not tried again.
/// </remarks>
public sealed class Batcher<TGroup, TItem, TResult> : IBatcher
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly BatchCore<TGroup, TItem, TResult> _core;

    internal Batcher(BatchPolicy policy, RoteOptions options, BulkCaller<TGroup, TItem, TResult> caller)
        => _core = new BatchCore<TGroup, TItem, TResult>(policy, options, caller);

    /// <summary>Items of one bulk call at most.</summary>
    public int MaxBatchSize => _core.MaxBatchSize;

    internal int Held => _core.Held;

    string IHoldsBack.Operation => _core.Operation;

    /// <summary>Asks for one item.</summary>
    /// <param name="group">The group.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">
    /// Lets this caller leave. An item that nobody waits for any more is not sent, if it was not sent yet.
    /// </param>
    /// <returns>The item's result; already there when the caller was alone and the bulk call completed synchronously.</returns>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="RoteContractException">The bulk call's list is not aligned with its items.</exception>
    /// <exception cref="RoteDrainException">Disposal gave up on the item.</exception>
    public ValueTask<TResult> GetAsync(TGroup group, TItem item, CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<TResult>(cancellationToken)
            : _core.Submit(in group, item, cancellationToken).Task;

    /// <summary>Asks for many items at once, in as many bulk calls as the limits ask for.</summary>
    /// <param name="group">The group.</param>
    /// <param name="items">The items; equal ones are sent once. Read before the call returns.</param>
    /// <param name="cancellationToken">Lets this caller leave.</param>
    /// <returns>A result for each item, in their order.</returns>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <remarks>Where items fail, the others are waited for, and the first failure is thrown.</remarks>
    public ValueTask<TResult[]> GetManyAsync(TGroup group, IEnumerable<TItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<TResult[]>(cancellationToken)
            : ManyCalls.ResultsAsync(_core.SubmitMany(in group, [.. items], cancellationToken));
    }

    /// <summary>Asks for many items at once, in as many bulk calls as the limits ask for; items fail one by one.</summary>
    /// <param name="group">The group.</param>
    /// <param name="items">The items; equal ones are sent once. Read before the call returns.</param>
    /// <param name="cancellationToken">Lets this caller leave.</param>
    /// <returns>A result or a failure for each item, in their order.</returns>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    public ValueTask<BatchResult<TResult>[]> GetManyOutcomesAsync(
        TGroup group, IEnumerable<TItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<BatchResult<TResult>[]>(cancellationToken)
            : ManyCalls.OutcomesAsync(_core.SubmitMany(in group, [.. items], cancellationToken), cancellationToken);
    }

    Task IBatcher.FlushAsync(CancellationToken cancellationToken) => _core.FlushAsync(cancellationToken);

    HeldBack IHoldsBack.CountHeld() => _core.CountHeld();

    void IBatcher.Close() => _core.Close();

    Task<int> IBatcher.DrainAsync(TimeSpan timeout) => _core.DrainAsync(timeout);
}
