namespace Rote.Buffering;

/// <summary>
/// What has write-behind buffers: every generated decorator with such a member. Cast the decorated service to reach them.
/// </summary>
public interface IWriteBehindOwner
{
    /// <summary>The buffers, one for each buffered method.</summary>
    IReadOnlyList<IWriteBehindBuffer> Buffers { get; }

    /// <summary>
    /// Sends every buffered write whose call began before, without delay, and completes when all of them are over.
    /// </summary>
    /// <param name="cancellationToken">Lets this caller leave; the flush goes on.</param>
    /// <returns>Completes when the writes are delivered.</returns>
    /// <exception cref="RoteWriteBehindException">Some were not delivered.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    Task FlushAsync(CancellationToken cancellationToken = default);
}
