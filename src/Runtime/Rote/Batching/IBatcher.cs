namespace Rote.Batching;

/// <summary>A batcher whose types do not matter.</summary>
internal interface IBatcher
{
    /// <summary>Refuses new calls and dispatches the pending ones, without waiting for them. Idempotent.</summary>
    void Close();

    /// <summary>Closes, waits for the pending calls, and gives up on them after <paramref name="timeout"/>.</summary>
    /// <returns>Items that were not delivered.</returns>
    Task<int> DrainAsync(TimeSpan timeout);
}
