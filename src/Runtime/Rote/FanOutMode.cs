namespace Rote;

/// <summary>What the composite of several stores does with a call.</summary>
public enum FanOutMode
{
    /// <summary>Asks all stores, and merges the best of their items by score. For searches.</summary>
    Merge,

    /// <summary>Passes the call on to the first store. For what belongs to one store: names, writes to the leading one.</summary>
    First,

    /// <summary>
    /// Calls all stores, and fails unless every one has done its part. For writes and deletions that all must take; the member
    /// returns <see cref="Task"/> or <see cref="ValueTask"/>.
    /// </summary>
    All,
}
