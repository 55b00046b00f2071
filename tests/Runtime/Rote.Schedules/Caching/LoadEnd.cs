namespace Rote.Schedules.Caching;

/// <summary>How a load comes to its end.</summary>
internal enum LoadEnd
{
    /// <summary>Returns without waiting.</summary>
    AtOnce,

    /// <summary>Returns when its gate opens.</summary>
    Later,

    /// <summary>Throws before it returns a task.</summary>
    ThrowsAtOnce,

    /// <summary>Throws when its gate opens.</summary>
    ThrowsLater,

    /// <summary>Ends when it is cancelled, and not before.</summary>
    Hangs,

    /// <summary>Asks the region for a key further on, and then returns.</summary>
    AsksForAnother,

    /// <summary>Asks the region for its own key, which is refused.</summary>
    AsksForItself,
}
