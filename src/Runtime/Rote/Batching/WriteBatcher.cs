using Rote.Monitoring;

namespace Rote.Batching;

/// <summary>Coalesces concurrent calls that return nothing into bulk calls.</summary>
/// <typeparam name="TGroup">What the calls of a batch have in common. Calls of two groups never share a batch.</typeparam>
/// <typeparam name="TItem">What tells them apart. Equal items are all sent, in the order of their calls.</typeparam>
/// <remarks>
/// Thread-safe. See <see cref="BatchedAttribute"/> for when a batch leaves. Order is kept within a batch; two batches may be
/// in flight at once, unless the policy allows one only. The bulk call runs in a clean execution context; its token is
/// cancelled when all its callers have left. A failed bulk call fails its callers and is not tried again.
/// </remarks>
public sealed class WriteBatcher<TGroup, TItem> : IBatcher
    where TGroup : struct, IEquatable<TGroup>
{
    private readonly BatchCore<TGroup, TItem, NoResult> _core;

    internal WriteBatcher(BatchPolicy policy, RoteOptions options, Func<TGroup, TItem[], CancellationToken, ValueTask> bulk)
        => _core = new BatchCore<TGroup, TItem, NoResult>(
            policy, options, new WriteBulkCaller<TGroup, TItem>(policy.Operation, bulk));

    /// <summary>Items of one bulk call at most.</summary>
    public int MaxBatchSize => _core.MaxBatchSize;

    internal int Held => _core.Held;

    string IHoldsBack.Operation => _core.Operation;

    /// <summary>Sends one item; completes when the bulk call that carries it has.</summary>
    /// <param name="group">The group.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">
    /// Lets this caller leave. Its item is not sent, if it was not sent yet.
    /// </param>
    /// <returns>Completes when the item is delivered.</returns>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="RoteDrainException">Disposal gave up on the item.</exception>
    public ValueTask AddAsync(TGroup group, TItem item, CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled(cancellationToken)
            : _core.Submit(in group, item, cancellationToken).TaskWithoutResult;

    /// <summary>Sends many items, in as many bulk calls as the limits ask for; completes when all of these have.</summary>
    /// <param name="group">The group.</param>
    /// <param name="items">The items. Read before the call returns.</param>
    /// <param name="cancellationToken">Lets this caller leave. Items are not sent that were not sent yet.</param>
    /// <returns>Completes when every item is delivered or has failed.</returns>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <remarks>
    /// Where a bulk call fails, the others are waited for, and the first failure is thrown: some items may be stored.
    /// </remarks>
    public ValueTask AddManyAsync(TGroup group, IEnumerable<TItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled(cancellationToken)
            : ManyCalls.EndAsync(_core.SubmitMany(in group, [.. items], cancellationToken));
    }

    Task IBatcher.FlushAsync(CancellationToken cancellationToken) => _core.FlushAsync(cancellationToken);

    HeldBack IHoldsBack.CountHeld() => _core.CountHeld();

    void IBatcher.Close() => _core.Close();

    Task<int> IBatcher.DrainAsync(TimeSpan timeout) => _core.DrainAsync(timeout);
}
