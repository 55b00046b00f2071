namespace Rote.Buffering;

/// <summary>A write-behind buffer whose types do not matter: to look at, to flush, and to take back what failed.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IWriteBehindBuffer
{
    /// <summary>Name of the single-item operation.</summary>
    string Operation { get; }

    /// <summary>What it has done and what it holds. Constant time.</summary>
    WriteBehindStatistics Statistics { get; }

    /// <summary>Sends every write whose call began before, without delay, and completes when all of them are over.</summary>
    /// <param name="cancellationToken">Lets this caller leave; the flush goes on.</param>
    /// <returns>Completes when the writes are delivered.</returns>
    /// <exception cref="RoteWriteBehindException">Some were not delivered.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    Task FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes back the writes that were acknowledged at enqueue and then failed, and that no dead-letter callback took. They are
    /// handed out once, also after disposal.
    /// </summary>
    /// <returns>The writes, in the order of their failures.</returns>
    IReadOnlyList<DeadLetter> TakeReturned();
}
