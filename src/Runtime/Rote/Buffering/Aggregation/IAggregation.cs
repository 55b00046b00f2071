namespace Rote.Buffering;

/// <summary>An aggregator whose types do not matter.</summary>
internal interface IAggregation
{
    /// <summary>Refuses new samples and sends what is held, without waiting for it. Idempotent.</summary>
    void Close();

    /// <summary>Closes, waits for the delivery of what is held, and gives up on it after <paramref name="timeout"/>.</summary>
    /// <returns>Aggregates that were not delivered.</returns>
    Task<int> DrainAsync(TimeSpan timeout);
}
