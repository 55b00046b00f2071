namespace Rote;

/// <summary>
/// What holds calls back to send them together: every generated decorator with a member that is batched, buffered or aggregated.
/// Cast the decorated service to reach it.
/// </summary>
/// <remarks>Thread-safe. Flushes may overlap.</remarks>
public interface IFlushable
{
    /// <summary>
    /// Sends everything whose call began before, without delay, and completes when all of it is over: batched calls, buffered
    /// writes, and samples, also those whose bucket is not over. All at once, within the limits on concurrent bulk calls.
    /// </summary>
    /// <param name="cancellationToken">Lets this caller leave; the flush goes on.</param>
    /// <returns>Completes when the store has answered. Callers of batched calls go on at about the same time.</returns>
    /// <exception cref="RoteWriteBehindException">Buffered writes were not delivered.</exception>
    /// <exception cref="ObjectDisposedException">The decorator is disposed, which sends everything, too.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <remarks>
    /// A failed bulk call of batched calls is its callers' business, not the flush's. That of samples is thrown as it is; they
    /// are kept and tried again.
    /// </remarks>
    Task FlushAsync(CancellationToken cancellationToken = default);
}
