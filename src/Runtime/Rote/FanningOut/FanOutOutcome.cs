namespace Rote.FanningOut;

/// <summary>What became of one store's part in a search. Immutable.</summary>
public sealed class FanOutOutcome
{
    internal FanOutOutcome(int store, FanOutStatus status, int itemCount, Exception? error)
    {
        Store = store;
        Status = status;
        ItemCount = itemCount;
        Error = error;
    }

    /// <summary>The store, as its place among the stores of the fan-out, from 0.</summary>
    public int Store { get; }

    /// <summary>What became of it.</summary>
    public FanOutStatus Status { get; }

    /// <summary>Items that it answered with, before merging.</summary>
    public int ItemCount { get; }

    /// <summary>
    /// Why there is no answer; <see langword="null"/> where there is one. A <see cref="TimeoutException"/> where the store was
    /// late or not asked, a <see cref="RoteOverloadException"/> where it was refused because too many of its calls hang.
    /// </summary>
    public Exception? Error { get; }
}
