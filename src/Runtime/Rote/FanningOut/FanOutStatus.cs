namespace Rote.FanningOut;

/// <summary>What became of one store's part in a search.</summary>
public enum FanOutStatus
{
    /// <summary>Its items are merged into the result.</summary>
    Answered,

    /// <summary>It threw, or answered with what cannot be merged, or was refused; the error says why.</summary>
    Failed,

    /// <summary>It was cancelled and let go at its timeout, or at the deadline of the search.</summary>
    Late,

    /// <summary>It ended as cancelled though nobody had cancelled it.</summary>
    Cancelled,

    /// <summary>The deadline of the search came before its turn.</summary>
    NotAsked,
}
