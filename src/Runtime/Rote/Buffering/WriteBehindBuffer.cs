using Microsoft.Extensions.Logging;
using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>Collects writes and sends them in bulk calls: by size, by time, by priority and on demand.</summary>
/// <typeparam name="TPartition">
/// What the writes of a bulk call have in common. Writes of two partitions never share one.
/// </typeparam>
/// <typeparam name="TItem">What tells them apart. Equal items are all sent.</typeparam>
/// <remarks>
/// Thread-safe. Of a partition one commit is in flight at a time, and its writes reach the store in the order in which they were
/// accepted; only a bulk call left behind after <see cref="WriteBehindPolicy.CommitTimeout"/> may still write later. Bulk calls
/// run on the thread pool, without the context of a caller. Adding a write takes time logarithmic in the number of partitions.
/// </remarks>
public sealed class WriteBehindBuffer<TPartition, TItem> : IWriteBehindBuffer, IBuffer
    where TPartition : struct, IEquatable<TPartition>
{
    private readonly WriteBehindCore<TPartition, TItem> _core;

    internal WriteBehindBuffer(
        WriteBehindPolicy policy,
        RoteOptions options,
        Func<TPartition, TItem[], CancellationToken, ValueTask> bulk,
        WriteBehindFunctions<TPartition, TItem> functions,
        ILogger? log)
        => _core = new WriteBehindCore<TPartition, TItem>(policy.With(options), options, bulk, functions, log);

    /// <inheritdoc/>
    public string Operation => _core.Operation;

    /// <inheritdoc/>
    public WriteBehindStatistics Statistics => _core.Statistics;

    internal int Committing => _core.Committing;

    internal int Partitions => _core.Partitions;

    /// <summary>Writes one item.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="item">The item.</param>
    /// <param name="priority">Whether it flushes its partition without delay.</param>
    /// <param name="cancellationToken">
    /// Lets this caller leave. Its write is not sent, if it was not sent yet; otherwise it stays. A write that was acknowledged
    /// at enqueue stays in any case.
    /// </param>
    /// <returns>Completes when the write is in the store, or in the buffer, as the policy says.</returns>
    /// <exception cref="ObjectDisposedException">The decorator is disposed.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="RoteDrainException">Disposal gave up on the write.</exception>
    /// <exception cref="RoteWriteBehindException">Too many failed writes wait to be taken back.</exception>
    /// <exception cref="TimeoutException">The bulk call took longer than it may. It may still write.</exception>
    public ValueTask AddAsync(TPartition partition, TItem item, bool priority, CancellationToken cancellationToken)
        => _core.AddAsync(in partition, item, priority, cancellationToken);

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _core.FlushAsync(cancellationToken);

    /// <summary>
    /// Sends what one partition holds, without delay, and completes when all of it is over, delivered or not: so that who reads
    /// next, reads what was written before.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">Lets this caller leave; the flush goes on.</param>
    /// <returns>Completes when nothing that was written before is on its way any more; at once when nothing is.</returns>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    public ValueTask SettleAsync(TPartition partition, CancellationToken cancellationToken)
        => _core.SettleAsync(in partition, cancellationToken);

    /// <summary>The same for all partitions.</summary>
    /// <param name="cancellationToken">Lets this caller leave; the flush goes on.</param>
    /// <returns>Completes when nothing that was written before is on its way any more; at once when nothing is.</returns>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    public ValueTask SettleAllAsync(CancellationToken cancellationToken) => _core.SettleAllAsync(cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<DeadLetter> TakeReturned() => _core.TakeReturned();

    HeldBack IHoldsBack.CountHeld()
    {
        WriteBehindStatistics now = Statistics;
        return new HeldBack(now.Pending, Committing, now.WaitingForRoom);
    }

    void IBuffer.Close() => _core.Close();

    Task<int> IBuffer.DrainAsync(TimeSpan timeout) => _core.DrainAsync(timeout);
}
