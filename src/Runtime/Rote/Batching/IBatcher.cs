using Rote.Monitoring;

namespace Rote.Batching;

/// <summary>A batcher whose types do not matter.</summary>
internal interface IBatcher : IHoldsBack
{
    /// <summary>Sends every call that came before as soon as a bulk call is allowed, and completes when all are over.</summary>
    /// <param name="cancellationToken">Lets this caller leave; the flush goes on.</param>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Refuses new calls and dispatches the pending ones, without waiting for them. Idempotent.</summary>
    void Close();

    /// <summary>Closes, waits for the pending calls, and gives up on them after <paramref name="timeout"/>.</summary>
    /// <returns>Items that were not delivered.</returns>
    Task<int> DrainAsync(TimeSpan timeout);
}
