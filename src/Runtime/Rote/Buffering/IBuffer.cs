using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>What a decorator does with a buffer as a whole.</summary>
internal interface IBuffer : IHoldsBack
{
    /// <inheritdoc cref="IFlushable.FlushAsync"/>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Refuses new writes and sends the pending ones, without waiting for them. Idempotent.</summary>
    void Close();

    /// <summary>Closes, waits for the pending writes, and gives up on them after <paramref name="timeout"/>.</summary>
    /// <returns>Writes that were not delivered, or were returned and not taken.</returns>
    Task<int> DrainAsync(TimeSpan timeout);
}
